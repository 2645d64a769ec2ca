package io.penumbra.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.counts.Pane;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one kind of drift of one model stands in one subgroup.
 *
 * @param model a candidate, or the baseline for what is of the stream itself and of its own predictions
 * @param kind {@code disagreement}, {@code harm}, {@code subgroup_share} or {@code predicted_class_share}
 * @param statistic natural logarithm of the statistic; absent without a reference
 * @param alarm whether it has reached the threshold
 * @param since while there is an alarm: when the drift began, as the bet dates it that has won most
 * @param from the first pane that is looked at
 * @param panes how many are, up to the newest
 * @param watched the directions that are watched
 * @param reason why there is no statistic
 */
public record DriftAnswer(
        String model,
        String subgroup,
        String kind,
        Optional<Double> statistic,
        boolean alarm,
        Optional<Instant> since,
        Optional<Instant> from,
        Optional<Long> panes,
        List<Direction> watched,
        Optional<String> reason) {

    /**
     * One direction.
     *
     * @param ofClass for predicted classes
     * @param direction {@code rise} or {@code fall}
     * @param reference the end of the reference on that side
     * @param margin from which on, in the long run, it is drift: the reference and the tolerance
     */
    public record Direction(
            @JsonProperty("class") Optional<String> ofClass, String direction, double reference, double margin) {
        static Direction of(DriftPart part) {
            return new Direction(part.ofClass(), part.rises() ? "rise" : "fall", part.reference(), part.margin());
        }
    }

    static DriftAnswer of(Drift drift) {
        Optional<Drift.Watched> watched = drift.watched();
        return new DriftAnswer(
                drift.model(),
                drift.subgroup().name(),
                drift.kind().text(),
                watched.map(Drift.Watched::logStatistic),
                drift.alarmed(),
                drift.since().map(DriftAnswer::time),
                watched.map(at -> time(at.from())),
                watched.map(Drift.Watched::panes),
                watched.map(Drift.Watched::parts).orElse(List.of()).stream()
                        .map(Direction::of)
                        .toList(),
                drift.reason());
    }

    private static Instant time(Pane pane) {
        return Instant.ofEpochMilli(pane.startMs());
    }
}
