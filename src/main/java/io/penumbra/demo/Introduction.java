package io.penumbra.demo;

import io.penumbra.counts.Durations;
import io.penumbra.model.Declaration;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one will see, said before the first image. */
final class Introduction {
    private static final String MARK = "  ";

    private Introduction() {}

    /** The lines, of at most about 120 characters where names are short. */
    static List<String> lines(Declaration models, VerdictSettings settings, Demo.Options options) {
        var lines = new ArrayList<String>();
        lines.add("What you will see");
        lines.add(MARK + stream(options) + ", drawn now; the shipped models never saw them.");
        if (options.unlabelled) {
            lines.add(MARK + "They come without labels. On the page Audit you label the few that the verdicts need.");
        }
        lines.add(MARK + models.baseline().name()
                + " is the model in production. Each candidate is a smaller copy of it:");
        int width = models.candidates().stream()
                .mapToInt(candidate -> candidate.name().length())
                .max()
                .orElse(0);
        models.candidates()
                .forEach(candidate -> lines.add(MARK
                        + MARK
                        + String.format("%-" + width + "s  %s", candidate.name(), done(candidate))
                                .strip()));
        lines.add(MARK + "A candidate fails when harm beyond the margin is shown for some subgroup.");
        lines.add(MARK + "It passes when it is shown for every subgroup that there is none.");
        lines.add(MARK + "Margins: " + margins(settings) + ".");
        if (!settings.exempted().isEmpty()) {
            lines.add(MARK + "Shown and not judged (penumbra.verdict.exempted): "
                    + settings.exempted().stream().map(Exemption::name).collect(Collectors.joining(" and ")) + ".");
        }
        if (settings.exempted().equals(DemoSettings.EXEMPTED)) {
            lines.add(MARK + MARK + "Blond men are 1 in 118 of these images. The 100 that a judgement needs take "
                    + "4 minutes at 50 a second, and 12 minutes for old men.");
        }
        return lines;
    }

    private static String stream(Demo.Options options) {
        String every = options.every()
                .map(time -> ", " + Durations.text(time) + " of event time apart")
                .orElse("");
        return (options.exit || options.rate == 0
                        ? "Avatars as fast as they can be scored"
                        : String.format(Locale.ROOT, "%s avatars a second", number(options.rate)))
                + every;
    }

    private static String number(double rate) {
        return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
    }

    private static String done(Declaration.Population candidate) {
        return new TreeMap<>(candidate.compression())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String margins(VerdictSettings settings) {
        return settings.metrics().stream()
                .map(metric -> metric.words() + " " + points(settings, metric))
                .collect(Collectors.joining(", "));
    }

    private static String points(VerdictSettings settings, GuardedMetric metric) {
        double points = 100 * settings.margin(metric);
        return String.format(Locale.ROOT, points == 1 ? "%.0f point" : "%.3g points", points)
                .replaceAll("\\.?0+ points", " points");
    }
}
