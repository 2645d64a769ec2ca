package io.penumbra.wire;

/** What a record of {@code labels} turned out to be. */
public sealed interface LabelRead {
    /** A label for the image that the record's key names. */
    record Given(Label label) implements LabelRead {}

    /** A record without a value: the labels that were sent before are taken back. */
    record Withdrawn() implements LabelRead {}

    /**
     * A record that says nothing which could be counted.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements LabelRead {}
}
