package io.penumbra.tally;

/** What a record of {@code labels} turned out to be. */
sealed interface LabelRead {
    /**
     * A label for the image that the record's key names.
     *
     * @param value the record's, from which it was read
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes it
    record Given(Label label, byte[] value) implements LabelRead {}

    /** A record without a value: the labels that were sent before are taken back. */
    record Withdrawn() implements LabelRead {}

    /**
     * A record that says nothing which could be counted.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements LabelRead {}
}
