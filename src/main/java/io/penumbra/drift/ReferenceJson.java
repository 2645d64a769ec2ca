package io.penumbra.drift;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Interval;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A reference as JSON, the value of its record and its answer in REST.
 *
 * @param from start of the period in which it was measured; absent for numbers given by hand
 * @param to end of that period
 * @param watchesError absent, or false if it was measured by an earlier version, which did not watch errors
 */
public record ReferenceJson(
        String model,
        String version,
        String baseline,
        String baselineVersion,
        String origin,
        Optional<Instant> from,
        Optional<Instant> to,
        OptionalDouble tolerance,
        OptionalDouble shareTolerance,
        Optional<Boolean> watchesError,
        Map<String, Usual> subgroups) {

    /** What is usual in a subgroup: values with their 95 % intervals. A number given by hand has equal ends. */
    public record Usual(
            Optional<Ends> disagreement,
            Optional<Ends> harm,
            Optional<Ends> error,
            @JsonProperty("subgroup_share") Optional<Ends> subgroupShare,
            @JsonProperty("predicted_class_share") Map<String, Ends> predictedClassShare) {}

    /** @param value absent in a record of an earlier version, which is read as the middle of the interval */
    public record Ends(Optional<Double> value, double lower, double upper) {
        static Ends of(Level level) {
            return new Ends(
                    Optional.of(level.value()),
                    level.interval().lower(),
                    level.interval().upper());
        }

        Level level() {
            return new Level(value.orElse((lower + upper) / 2), new Interval(lower, upper));
        }
    }

    public static ReferenceJson of(Reference reference) {
        var subgroups = new LinkedHashMap<String, Usual>();
        reference.subgroups().forEach((subgroup, levels) -> {
            var classes = new LinkedHashMap<String, Ends>();
            levels.classes().forEach((name, level) -> classes.put(name, Ends.of(level)));
            subgroups.put(
                    subgroup.name(),
                    new Usual(
                            levels.disagreement().map(Ends::of),
                            levels.harm().map(Ends::of),
                            levels.error().map(Ends::of),
                            levels.share().map(Ends::of),
                            classes));
        });
        return new ReferenceJson(
                reference.model(),
                reference.version(),
                reference.baseline(),
                reference.baselineVersion(),
                reference.origin().text(),
                reference.period().map(period -> time(period.from())),
                reference.period().map(period -> time(period.to())),
                reference.tolerance(),
                reference.shareTolerance(),
                reference.watchesError() ? Optional.empty() : Optional.of(false),
                subgroups);
    }

    private static Instant time(Pane pane) {
        return Instant.ofEpochMilli(pane.startMs());
    }

    /** @throws IllegalArgumentException if a value is wrong */
    Reference reference() {
        var levels = new TreeMap<Subgroup, Levels>();
        subgroups.forEach((name, usual) -> {
            var classes = new TreeMap<String, Level>();
            usual.predictedClassShare().forEach((label, ends) -> classes.put(label, ends.level()));
            levels.put(
                    Subgroup.named(name),
                    new Levels(
                            usual.disagreement().map(Ends::level),
                            usual.harm().map(Ends::level),
                            usual.error().map(Ends::level),
                            usual.subgroupShare().map(Ends::level),
                            classes));
        });
        Optional<Span> period = from.flatMap(
                start -> to.map(end -> new Span(Pane.at(start.toEpochMilli()), Pane.at(end.toEpochMilli()))));
        return new Reference(
                model,
                version,
                baseline,
                baselineVersion,
                Reference.Origin.of(origin),
                period,
                tolerance,
                shareTolerance,
                watchesError.orElseGet(this::keepsValues),
                levels);
    }

    /** Not in a record of an earlier version, which watched no errors either. Whatever was measured has shares of classes. */
    private boolean keepsValues() {
        return subgroups.values().stream()
                .flatMap(usual -> usual.predictedClassShare().values().stream())
                .allMatch(ends -> ends.value().isPresent());
    }
}
