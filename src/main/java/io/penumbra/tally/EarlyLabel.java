package io.penumbra.tally;

/**
 * A label that came before its image, as it came.
 *
 * @param arrivedMs when it came, by the clock
 * @param offset of its record
 * @param value of its record
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes it
record EarlyLabel(long arrivedMs, long offset, byte[] value) {}
