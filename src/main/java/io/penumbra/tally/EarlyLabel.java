package io.penumbra.tally;

import io.penumbra.wire.Label;

/** A label that came before its image. */
final class EarlyLabel {
    private final long arrivedMs;
    private final long offset;
    private final Label label;
    private final byte[] value;

    /**
     * Does not copy the array.
     *
     * @param arrivedMs when the label came, by the clock, in milliseconds since the epoch
     * @param offset the offset of its record
     * @param value the value of its record, for a dead letter
     */
    EarlyLabel(long arrivedMs, long offset, Label label, byte[] value) {
        this.arrivedMs = arrivedMs;
        this.offset = offset;
        this.label = label;
        this.value = value;
    }

    long arrivedMs() {
        return arrivedMs;
    }

    long offset() {
        return offset;
    }

    Label label() {
        return label;
    }

    byte[] value() {
        return value;
    }
}
