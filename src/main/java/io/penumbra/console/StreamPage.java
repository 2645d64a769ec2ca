package io.penumbra.console;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.lag.Lags;
import io.penumbra.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What comes in, and whether everything keeps up.
 *
 * @param trouble what is behind or does not work, in sentences
 * @param figures the numbers that tell most
 * @param minutes images of each minute
 * @param members the clients of all instances
 */
record StreamPage(
        String headline,
        List<String> trouble,
        List<Figure> figures,
        Optional<Spark> minutes,
        List<Reader> readers,
        List<Workings.Member> members,
        List<Letter> deadLetters,
        List<Version> versions) {
    private static final int MINUTES = 120;

    record Figure(String value, String what) {}

    /** @param behind such as {@code 12 records} */
    record Reader(String name, String topic, String behind, Mark mark) {}

    record Letter(String reason, String records) {}

    record Version(String role, String name, String digest, int members, String millis) {}

    static StreamPage of(
            Snapshot snapshot,
            List<String> trouble,
            SortedMap<String, Lags> lags,
            List<Workings.Member> members,
            long labelsThatWait,
            SortedMap<String, Long> deadLetters,
            List<Model> open,
            java.util.function.Function<String, java.util.OptionalDouble> millis) {
        return new StreamPage(
                trouble.isEmpty() ? "Everything keeps up" : "Something does not keep up",
                trouble,
                figures(snapshot, labelsThatWait),
                minutes(snapshot),
                readers(lags),
                members,
                deadLetters.entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .map(each -> new Letter(Words.name(each.getKey()), Words.count(each.getValue())))
                        .toList(),
                versions(snapshot, open, millis));
    }

    private static List<Figure> figures(Snapshot snapshot, long labelsThatWait) {
        var figures = new ArrayList<Figure>();
        SubgroupCounts all = snapshot.window(Window.VERSION).get(Subgroup.ALL);
        long scored = all == null ? 0 : all.scored();
        figures.add(new Figure(Words.count(scored), scored == 1 ? "image scored" : "images scored"));
        if (all != null && scored > 0) {
            figures.add(new Figure(Words.percent((double) all.labelled() / scored), "of them have a label"));
        }
        SubgroupCounts recent = snapshot.window(Window.FIVE_MINUTES).get(Subgroup.ALL);
        figures.add(new Figure(
                Words.count(recent == null ? 0 : Math.round(recent.scored() / 5.0)),
                "images a minute, of the last 5 min"));
        figures.add(new Figure(
                Words.count(labelsThatWait),
                labelsThatWait == 1 ? "label without its image" : "labels without their image"));
        snapshot.newest()
                .ifPresent(pane -> figures.add(new Figure(
                        Words.minute(Instant.ofEpochMilli(pane.startMs())), "newest minute, by event time")));
        return List.copyOf(figures);
    }

    private static Optional<Spark> minutes(Snapshot snapshot) {
        Optional<Baseline> baseline = snapshot.baseline();
        List<PaneSums> panes = List.copyOf(snapshot.panes().values());
        if (baseline.isEmpty() || panes.size() < 3) {
            return Optional.empty();
        }
        // the newest minute is not over
        List<Double> values = panes.subList(Math.max(0, panes.size() - 1 - MINUTES), panes.size() - 1).stream()
                .map(pane -> (double) pane.scored(Subgroup.ALL, baseline.get()))
                .toList();
        return Optional.of(
                Spark.of(values, Optional.empty(), Optional.empty(), 640, 90, value -> Words.count(Math.round(value))));
    }

    private static List<Reader> readers(SortedMap<String, Lags> lags) {
        var readers = new ArrayList<Reader>();
        lags.forEach((name, of) -> {
            Map<String, Double> stalled = of.stalled();
            of.records()
                    .forEach((topic, records) -> readers.add(new Reader(
                            name,
                            topic,
                            Words.count(Math.round(records), "record"),
                            stalled.getOrDefault(topic, 0.0) > 0
                                    ? new Mark("✗", "stalled", "bad")
                                    : new Mark("✓", "reads", "good"))));
        });
        return readers;
    }

    private static List<Version> versions(
            Snapshot snapshot, List<Model> open, java.util.function.Function<String, java.util.OptionalDouble> millis) {
        var versions = new ArrayList<Version>();
        snapshot.baseline().ifPresent(baseline -> versions.add(version("baseline", baseline.version(), millis)));
        snapshot.candidates().values().forEach(version -> versions.add(version("candidate", version, millis)));
        open.stream()
                .filter(model -> versions.stream().noneMatch(seen -> seen.name().equals(model.name())))
                .forEach(model -> versions.add(
                        new Version("waits for its first image", model.name(), model.digest(), model.members(), "–")));
        return versions;
    }

    private static Version version(
            String role, ModelVersion version, java.util.function.Function<String, java.util.OptionalDouble> millis) {
        java.util.OptionalDouble time = millis.apply(version.name());
        return new Version(
                role,
                version.name(),
                version.digest(),
                version.members(),
                time.isPresent() ? String.format(java.util.Locale.ROOT, "%.2f ms", time.getAsDouble()) : "–");
    }
}
