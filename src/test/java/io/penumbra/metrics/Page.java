package io.penumbra.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page as Prometheus scrapes it, in the text format. */
public final class Page {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\",?");

    private final Map<String, String> help = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new HashMap<>();

    /** @throws IllegalArgumentException if a series stands twice or a line is neither comment nor sample */
    public Page(String text) {
        text.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                help.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else if (!line.isBlank()) {
                sample(line);
            }
        });
    }

    static Page of(PrometheusRegistry registry) {
        var text = new ByteArrayOutputStream();
        try {
            ExpositionFormats.init().getPrometheusTextFormatWriter().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(text.toString(StandardCharsets.UTF_8));
    }

    static Page of(ViewMetrics view) {
        var text = new PageText();
        view.writeTo(text);
        return new Page(text.toString());
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("not a sample: " + line);
        }
        var labels = new TreeMap<String, String>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        if (samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3))) != null) {
            throw new IllegalArgumentException("twice: " + line);
        }
    }

    /** The value of a series, or empty if it is absent. */
    public OptionalDouble value(String name, Map<String, String> labels) {
        Double value = samples.get(name + new TreeMap<>(labels));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Every series whose name begins so, as {@code name{label=value, …}}. */
    public Set<String> series(String beginning) {
        var series = new HashSet<>(samples.keySet());
        series.removeIf(name -> !name.startsWith(beginning));
        return series;
    }

    /** The sum over all series whose name begins so and that have a label that begins so. */
    public double sum(String beginning, String label) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(beginning)
                        && (sample.getKey().contains("{" + label)
                                || sample.getKey().contains(", " + label)))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The help text of each metric. */
    Map<String, String> help() {
        return help;
    }

    /** The type of each metric. */
    Map<String, String> types() {
        return types;
    }
}
