package io.penumbra.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftSentence;
import io.penumbra.drift.Shift;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a series in alarm has left its reference, by the bet that has won most.
 *
 * @param ofClass the class, for shares of predicted classes
 * @param direction {@code rise} or {@code fall}
 * @param from the reference
 * @param to the figure from {@code since} to the newest pane
 * @param change to − from, as a difference of rates: 0.01 is one point
 * @param images the images behind {@code to}; for harm and error, those with a label
 * @param says all this in a sentence
 */
public record ShiftAnswer(
        @JsonProperty("class") Optional<String> ofClass,
        String direction,
        Usual from,
        double to,
        double change,
        Instant since,
        long images,
        String says) {

    /**
     * The reference.
     *
     * @param value what was measured or given
     * @param lower lower end of its 95 % interval
     * @param upper upper end of its 95 % interval
     * @param margin the end on the side of the drift, moved outwards by the tolerance
     */
    public record Usual(double value, double lower, double upper, double margin) {}

    static ShiftAnswer of(Drift drift, Shift shift) {
        return new ShiftAnswer(
                shift.part().ofClass(),
                shift.part().direction().text(),
                new Usual(
                        shift.from(),
                        shift.part().usual().interval().lower(),
                        shift.part().usual().interval().upper(),
                        shift.part().margin()),
                shift.to(),
                shift.change(),
                DriftAnswer.time(shift.since()),
                shift.images(),
                DriftSentence.of(drift));
    }
}
