package io.penumbra.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.counts.Pane;
import io.penumbra.drift.Reference;
import io.penumbra.statistics.Interval;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A reference.
 *
 * @param version digest of the model version that it belongs to
 * @param baselineVersion digest of the baseline version that it belongs to
 * @param origin {@code automatic} or {@code put}
 * @param from start of the period in which it was measured; absent for numbers given by hand
 * @param to end of that period
 * @param tolerance for disagreement and harm, in place of the configured one
 * @param shareTolerance for shares, in place of the configured one
 */
public record ReferenceAnswer(
        String model,
        String version,
        String baseline,
        String baselineVersion,
        String origin,
        Optional<Instant> from,
        Optional<Instant> to,
        OptionalDouble tolerance,
        OptionalDouble shareTolerance,
        Map<String, Usual> subgroups) {

    /** What is usual in a subgroup: 95 % intervals. A number given by hand has equal ends. */
    public record Usual(
            Optional<Ends> disagreement,
            Optional<Ends> harm,
            @JsonProperty("subgroup_share") Optional<Ends> subgroupShare,
            @JsonProperty("predicted_class_share") Map<String, Ends> predictedClassShare) {}

    public record Ends(double lower, double upper) {
        static Ends of(Interval interval) {
            return new Ends(interval.lower(), interval.upper());
        }
    }

    static ReferenceAnswer of(Reference reference) {
        var subgroups = new LinkedHashMap<String, Usual>();
        reference.subgroups().forEach((subgroup, levels) -> {
            var classes = new LinkedHashMap<String, Ends>();
            levels.classes().forEach((name, level) -> classes.put(name, Ends.of(level)));
            subgroups.put(
                    subgroup.name(),
                    new Usual(
                            levels.disagreement().map(Ends::of),
                            levels.harm().map(Ends::of),
                            levels.share().map(Ends::of),
                            classes));
        });
        return new ReferenceAnswer(
                reference.model(),
                reference.version(),
                reference.baseline(),
                reference.baselineVersion(),
                reference.origin().text(),
                reference.period().map(period -> time(period.from())),
                reference.period().map(period -> time(period.to())),
                reference.tolerance(),
                reference.shareTolerance(),
                subgroups);
    }

    private static Instant time(Pane pane) {
        return Instant.ofEpochMilli(pane.startMs());
    }
}
