package io.penumbra.report;

import io.penumbra.report.table.Value;
import java.util.OptionalDouble;

/**
 * The answer of a model on one image.
 *
 * @param modal the class that most of its members predict
 * @param votes the number of members that predict it
 * @param members the number of members of the model
 * @param probability that class's probability, the mean over the members
 */
public record Opinion(String model, String modal, int votes, int members, double probability) {
    /** The probability with two digits, for example {@code 0.85}. */
    public String probabilityText() {
        return Value.decimal(OptionalDouble.of(probability), 2).shown();
    }
}
