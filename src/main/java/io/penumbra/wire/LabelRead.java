package io.penumbra.wire;

import java.util.Optional;

/** The result of reading a record of {@code labels}. */
public sealed interface LabelRead {
    /**
     * A label for the image whose id is the record's key.
     *
     * @param by who gave it, if the record says
     */
    record Given(Label label, Optional<String> by) implements LabelRead {}

    /** A record without a value. It withdraws the labels that were sent before. */
    record Withdrawn() implements LabelRead {}

    /** A record that withdraws the chosen label alone: one with {@code chosen} and the label {@code null}. */
    record ChosenWithdrawn() implements LabelRead {}

    /**
     * A record that is not a label.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements LabelRead {}
}
