package io.penumbra.report;

import io.penumbra.report.table.Value;
import java.util.OptionalDouble;

/**
 * What a model says of one image.
 *
 * @param modal the class that most of its members predict
 * @param votes how many they are
 * @param members of the model
 * @param probability the mean over the members of that class's probability
 */
public record Opinion(String model, String modal, int votes, int members, double probability) {
    /** The probability with two digits, such as {@code 0.85}. */
    public String probabilityText() {
        return Value.decimal(OptionalDouble.of(probability), 2).shown();
    }
}
