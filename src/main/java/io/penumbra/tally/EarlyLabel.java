package io.penumbra.tally;

/** A label that came before its image, as it came. */
final class EarlyLabel {
    private final long arrivedMs;
    private final long offset;
    private final byte[] value;

    /**
     * Keeps the array.
     *
     * @param arrivedMs when it came, by the clock
     * @param offset of its record
     * @param value of its record
     */
    EarlyLabel(long arrivedMs, long offset, byte[] value) {
        this.arrivedMs = arrivedMs;
        this.offset = offset;
        this.value = value;
    }

    long arrivedMs() {
        return arrivedMs;
    }

    long offset() {
        return offset;
    }

    byte[] value() {
        return value;
    }
}
