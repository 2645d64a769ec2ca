package io.penumbra.tally;

/** What a record of {@code labels} turned out to be. */
sealed interface LabelRead {
    /** A label for the image that the record's key names. */
    final class Given implements LabelRead {
        private final Label label;
        private final byte[] value;

        /**
         * Keeps the array.
         *
         * @param value the record's, from which it was read
         */
        Given(Label label, byte[] value) {
            this.label = label;
            this.value = value;
        }

        Label label() {
            return label;
        }

        byte[] value() {
            return value;
        }
    }

    /** A record without a value: the labels that were sent before are taken back. */
    record Withdrawn() implements LabelRead {}

    /**
     * A record that says nothing which could be counted.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements LabelRead {}
}
