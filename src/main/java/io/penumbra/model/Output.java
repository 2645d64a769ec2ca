package io.penumbra.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model gives.
 *
 * @param name of the output that has it; empty where the file has one output alone
 */
@JsonDeserialize(using = DeclaredOutput.class)
public record Output(Optional<String> name, Values values) {
    public static final Output LOGITS = new Output(Optional.empty(), Values.LOGITS);
    public static final Output PROBABILITIES = new Output(Optional.empty(), Values.PROBABILITIES);

    /** The values of an image. Softmax turns logits and log-probabilities into probabilities. */
    public enum Values {
        LOGITS("finite numbers"),
        PROBABILITIES("probabilities"),
        LOG_PROBABILITIES("logarithms of probabilities");

        /** Rounding may make a probability this large, and its logarithm this much larger than 0. */
        private static final float ROUNDING = 0.001f;

        private final String expected;

        Values(String expected) {
            this.expected = expected;
        }

        /** What stands in {@code models.yaml}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What is wrong with the values of one image, or empty. */
        Optional<String> fault(float[] values) {
            boolean any = false;
            for (float value : values) {
                if (!allows(value)) {
                    return Optional.of(fault(Arrays.toString(values)));
                }
                any |= Float.isFinite(value);
            }
            return any ? Optional.empty() : Optional.of(fault(Arrays.toString(values)));
        }

        private String fault(String values) {
            return "gives " + values + " for an image, expected " + expected;
        }

        private boolean allows(float value) {
            return switch (this) {
                case LOGITS -> Float.isFinite(value);
                case PROBABILITIES -> isShare(value);
                case LOG_PROBABILITIES -> value <= ROUNDING;
            };
        }

        /** Whether a value can be a probability, up to rounding. */
        static boolean isShare(float value) {
            return value >= 0 && value <= 1 + ROUNDING;
        }
    }

    /** What the version of a model has of its output: never changed, so that versions stay. */
    String digested() {
        return name.map(text -> text + "=").orElse("") + values;
    }
}
