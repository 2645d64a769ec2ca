package io.penumbra.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.counts.Pane;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of one kind of drift of one model in one subgroup, over one horizon.
 *
 * @param model a candidate, or the baseline for drift of the stream and of the baseline's own predictions
 * @param kind {@code disagreement}, {@code harm}, {@code error}, {@code subgroup_share} or {@code predicted_class_share}
 * @param horizon how far back the detector looks: {@code 24h}, in panes of a minute, or {@code 30d}, in panes of an hour
 * @param statistic natural logarithm of the drift statistic; absent without a reference
 * @param alarm whether the statistic has reached the threshold and, of {@code 30d}, the figure of the newest 24 hours that have one lies
 *     beyond the reference
 * @param since when the drift began, by the bet that has won most; absent without an alarm
 * @param from start of the first pane that counts
 * @param panes number of panes that count, up to the newest
 * @param watched the directions that are watched
 * @param shift how far the series has left its reference; absent without an alarm
 * @param reason why there is no statistic
 */
public record DriftAnswer(
        String model,
        String subgroup,
        String kind,
        String horizon,
        Optional<Double> statistic,
        boolean alarm,
        Optional<Instant> since,
        Optional<Instant> from,
        Optional<Long> panes,
        List<Direction> watched,
        Optional<ShiftAnswer> shift,
        Optional<String> reason) {

    /**
     * One direction.
     *
     * @param ofClass the class, for shares of predicted classes
     * @param direction {@code rise} or {@code fall}
     * @param reference the end of the reference interval on that side
     * @param margin the reference moved outwards by the tolerance; drift begins beyond it
     */
    public record Direction(
            @JsonProperty("class") Optional<String> ofClass, String direction, double reference, double margin) {
        static Direction of(DriftPart part) {
            return new Direction(part.ofClass(), part.direction().text(), part.reference(), part.margin());
        }
    }

    static DriftAnswer of(Drift drift) {
        Optional<Drift.Watched> watched = drift.watched();
        return new DriftAnswer(
                drift.model(),
                drift.subgroup().name(),
                drift.kind().text(),
                drift.horizon().text(),
                watched.map(Drift.Watched::logStatistic),
                drift.alarmed(),
                drift.since().map(DriftAnswer::time),
                watched.map(at -> time(at.from())),
                watched.map(Drift.Watched::panes),
                watched.map(Drift.Watched::parts).orElse(List.of()).stream()
                        .map(Direction::of)
                        .toList(),
                drift.shift().map(shift -> ShiftAnswer.of(drift, shift)),
                drift.reason());
    }

    static Instant time(Pane pane) {
        return Instant.ofEpochMilli(pane.startMs());
    }
}
