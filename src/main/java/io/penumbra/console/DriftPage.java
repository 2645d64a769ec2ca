package io.penumbra.console;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftKind;
import io.penumbra.drift.DriftPart;
import io.penumbra.drift.DriftSentence;
import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.Horizon;
import io.penumbra.drift.Shift;
import io.penumbra.statistics.PairedCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Whether the stream or a candidate has left its reference: the series in alarm first.
 *
 * @param alarms what the first series in alarm did, a sentence each
 * @param more series that are not shown, because nothing is to be seen on them
 * @param unwatched why series are not watched, each reason once
 * @param models whose reference can be put, the baseline first
 * @param from start of the newest hour, in UTC, as a form has it
 * @param to end of the newest whole minute
 */
record DriftPage(
        String headline,
        String says,
        List<String> alarms,
        List<Row> rows,
        int more,
        List<String> unwatched,
        List<String> models,
        String from,
        String to) {
    private static final int MOST = 16;
    private static final int MOST_SENTENCES = 5;
    private static final int MOST_POINTS = 60;

    /** @param evidence such as {@code 62 % of an alarm} */
    record Row(
            Mark mark,
            String what,
            String model,
            String subgroup,
            String usual,
            String since,
            String evidence,
            Spark chart) {}

    static DriftPage of(Snapshot snapshot, List<Drift> drifts, DriftSettings settings) {
        List<Drift> watched = drifts.stream()
                .filter(drift -> drift.watched().isPresent())
                .filter(drift -> drift.horizon() == Horizon.DAY || drift.alarmed())
                .sorted(Comparator.comparing(Drift::alarmed)
                        .thenComparing(drift -> drift.watched().orElseThrow().logStatistic())
                        .reversed())
                .toList();
        long alarms = watched.stream().filter(Drift::alarmed).count();
        List<Drift> shown = watched.subList(0, Math.min(watched.size(), (int) Math.max(MOST, alarms)));
        return new DriftPage(
                headline(alarms, watched.size()),
                says(settings),
                watched.stream()
                        .filter(Drift::alarmed)
                        .limit(MOST_SENTENCES)
                        .map(drift -> Words.capital(DriftSentence.of(drift)))
                        .toList(),
                shown.stream().map(drift -> row(snapshot, drift, settings)).toList(),
                watched.size() - shown.size(),
                drifts.stream()
                        .flatMap(drift -> drift.reason().stream())
                        .distinct()
                        .limit(5)
                        .toList(),
                models(snapshot),
                time(from(snapshot)),
                time(newest(snapshot)));
    }

    /** The baseline, then the candidates. */
    static List<String> models(Snapshot snapshot) {
        return Stream.concat(
                        snapshot.baseline().stream()
                                .map(baseline -> baseline.version().name()),
                        snapshot.candidates().keySet().stream())
                .toList();
    }

    private static long newest(Snapshot snapshot) {
        return snapshot.newest().map(Pane::startMs).orElse(0L);
    }

    private static long from(Snapshot snapshot) {
        long hour = newest(snapshot) - Duration.ofHours(1).toMillis();
        return snapshot.panes().isEmpty()
                ? hour
                : Math.max(hour, snapshot.panes().firstKey().startMs());
    }

    /** As the value of an input of a form. */
    private static String time(long ms) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static String headline(long alarms, int watched) {
        if (alarms > 0) {
            return Words.capital(Words.small(alarms)) + (alarms == 1 ? " series has" : " series have") + " drifted";
        }
        return watched == 0 ? "Nothing is watched yet" : "Nothing has drifted";
    }

    private static String says(DriftSettings settings) {
        return "Each series is compared with its reference. A series raises a false alarm once in "
                + time(settings.meanTimeToFalseAlarm()) + " at most, on average.";
    }

    private static String time(Duration time) {
        return time.toHours() < 48 ? Words.count(time.toHours(), "hour") : Words.count(time.toDays(), "day");
    }

    private static Row row(Snapshot snapshot, Drift drift, DriftSettings settings) {
        Drift.Watched watched = drift.watched().orElseThrow();
        double share = Math.max(0, watched.logStatistic()) / settings.logThreshold(drift.horizon());
        Optional<DriftPart> part = shown(drift);
        return new Row(
                watched.alarm() ? new Mark("✗", "drifted", "bad") : new Mark("✓", "as usual", "good"),
                what(drift, part),
                drift.model(),
                Words.subgroup(drift.subgroup()),
                usual(drift),
                drift.since()
                        .map(pane -> Words.minute(Instant.ofEpochMilli(pane.startMs())))
                        .orElse(""),
                watched.alarm()
                        ? drift.horizon() == Horizon.DAY ? "alarm" : "alarm, over 30 days"
                        : Words.percent(Math.min(1, share)) + " of an alarm",
                chart(snapshot, drift, part));
    }

    private static String what(Drift drift, Optional<DriftPart> part) {
        return switch (drift.kind()) {
            case DISAGREEMENT -> "disagreement with the baseline";
            case HARM -> "harm: error beyond the baseline’s";
            case ERROR -> "error of the baseline";
            case SUBGROUP_SHARE -> "share of the stream";
            case PREDICTED_CLASS_SHARE ->
                "answers " + part.flatMap(DriftPart::ofClass).map(Words::name).orElse("of a class");
        };
    }

    /** The range beyond which drift begins: {@code up to 1.5 %}, {@code 12 to 18 %}. */
    private static String usual(Drift drift) {
        List<DriftPart> parts = ofShownClass(drift);
        Optional<Double> low = low(parts);
        Optional<Double> high = high(parts);
        if (drift.kind() == DriftKind.HARM) {
            return high.map(most -> "up to " + Words.points(most) + " points").orElse("–");
        }
        return low.isPresent() && high.isPresent()
                ? Words.percent(low.get()) + " to " + Words.percent(high.get())
                : high.map(most -> "up to " + Words.percent(most)).orElse("–");
    }

    /** The part that is in alarm, or else the first one. */
    private static Optional<DriftPart> shown(Drift drift) {
        return drift.shift()
                .map(Shift::part)
                .or(() -> drift.watched().orElseThrow().parts().stream().findFirst());
    }

    /** The parts of the class of the one that is shown, or all without classes. */
    private static List<DriftPart> ofShownClass(Drift drift) {
        Optional<String> ofClass = shown(drift).flatMap(DriftPart::ofClass);
        return drift.watched().orElseThrow().parts().stream()
                .filter(part -> part.ofClass().equals(ofClass))
                .toList();
    }

    private static Optional<Double> high(List<DriftPart> parts) {
        return parts.stream().filter(DriftPart::rises).findFirst().map(DriftPart::margin);
    }

    private static Optional<Double> low(List<DriftPart> parts) {
        return parts.stream().filter(part -> !part.rises()).findFirst().map(DriftPart::margin);
    }

    private static Spark chart(Snapshot snapshot, Drift drift, Optional<DriftPart> part) {
        List<DriftPart> parts = ofShownClass(drift);
        boolean harm = drift.kind() == DriftKind.HARM;
        return Spark.of(
                series(snapshot, drift, part),
                low(parts),
                high(parts),
                180,
                40,
                value -> harm ? Words.points(value) : Words.percent(value));
    }

    /** The series over the kept panes, as many of them summed as make at most {@link #MOST_POINTS} values. */
    private static List<Double> series(Snapshot snapshot, Drift drift, Optional<DriftPart> part) {
        Optional<Baseline> baseline = snapshot.baseline();
        if (baseline.isEmpty()) {
            return List.of();
        }
        SortedMap<Pane, PaneSums> panes = snapshot.panes();
        int each = Math.max(1, (panes.size() + MOST_POINTS - 1) / MOST_POINTS);
        var values = new ArrayList<Double>();
        double counted = 0;
        long of = 0;
        int i = 0;
        for (PaneSums pane : panes.values()) {
            Counted now = counted(pane, drift, baseline.get(), snapshot, part);
            counted += now.counted();
            of += now.of();
            i++;
            if (i % each == 0 || i == panes.size()) {
                if (of > 0) {
                    values.add(counted / of);
                }
                counted = 0;
                of = 0;
            }
        }
        return values;
    }

    private record Counted(double counted, long of) {}

    private static Counted counted(
            PaneSums pane, Drift drift, Baseline baseline, Snapshot snapshot, Optional<DriftPart> part) {
        Subgroup subgroup = drift.subgroup();
        Optional<ModelVersion> candidate =
                Optional.ofNullable(snapshot.candidates().get(drift.model()));
        return switch (drift.kind()) {
            case DISAGREEMENT ->
                candidate
                        .map(version -> pane.disagreement(subgroup, baseline, version))
                        .map(counts -> new Counted(counts.regressions() + counts.fixes(), counts.total()))
                        .orElse(new Counted(0, 0));
            case HARM ->
                candidate
                        .map(version -> harm(pane.harm(subgroup, baseline, version)))
                        .orElse(new Counted(0, 0));
            case ERROR -> {
                PairedCounts error = pane.error(subgroup, baseline);
                yield new Counted(error.regressions(), error.total());
            }
            case SUBGROUP_SHARE -> new Counted(pane.scored(subgroup, baseline), pane.scored(Subgroup.ALL, baseline));
            case PREDICTED_CLASS_SHARE -> votes(pane, subgroup, baseline, candidate, part);
        };
    }

    private static Counted harm(PairedCounts counts) {
        return new Counted(counts.regressions() - (double) counts.fixes(), counts.total());
    }

    private static Counted votes(
            PaneSums pane,
            Subgroup subgroup,
            Baseline baseline,
            Optional<ModelVersion> candidate,
            Optional<DriftPart> part) {
        int y = part.flatMap(DriftPart::ofClass)
                .map(name -> baseline.classes().indexOf(name))
                .orElse(-1);
        if (y < 0) {
            return new Counted(0, 0);
        }
        long all = 0;
        for (int other = 0; other < baseline.classes().size(); other++) {
            all += voted(pane, subgroup, baseline, candidate, other);
        }
        return new Counted(voted(pane, subgroup, baseline, candidate, y), all);
    }

    private static long voted(
            PaneSums pane, Subgroup subgroup, Baseline baseline, Optional<ModelVersion> candidate, int y) {
        return candidate
                .map(version -> pane.voted(subgroup, baseline, version, y))
                .orElseGet(() -> pane.voted(subgroup, baseline, y));
    }
}
