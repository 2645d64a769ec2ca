package io.penumbra.tally;

import io.penumbra.wire.Label;

/** A label that came before its image. */
final class EarlyLabel {
    private final long arrivedMs;
    private final long offset;
    private final Label label;
    private final byte[] value;

    /**
     * Keeps the array.
     *
     * @param arrivedMs when it came, by the clock
     * @param offset of its record
     * @param value of its record, for the dead letters
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
