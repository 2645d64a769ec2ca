package io.penumbra.metrics;

import java.nio.charset.StandardCharsets;

/**
 * Writes numbers in decimal without an object for each: a large page has 100,000 of them. What is written reads as the
 * same number (−0 as 0). It has 15 digits where these are enough, else 17, which always are.
 *
 * <p>Source: W. D. Clinger, How to read floating point numbers accurately, PLDI 1990: the quotient of two exact numbers
 * is the number that their decimal fraction reads as.
 */
final class Digits {
    /** The most bytes that a number takes. */
    static final int LONGEST = 32;

    private static final long[] TENS = new long[19];
    private static final long[] FIVES = new long[28];
    private static final int FEW = 15;
    private static final int MANY = 17;
    /** The smallest number that needs no power of ten beyond 10^22, the last one that a double holds exactly. */
    private static final double SMALLEST = 1e-7;

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = 10 * TENS[i - 1];
        }
        FIVES[0] = 1;
        for (int i = 1; i < FIVES.length; i++) {
            FIVES[i] = 5 * FIVES[i - 1];
        }
    }

    private Digits() {}

    /** Writes a number from index {@code at} on, and returns the index behind it. */
    static int write(double value, byte[] into, int at) {
        double size = Math.abs(value);
        boolean whole = size < 1e15 && size == Math.rint(size);
        if (!whole && !(size >= SMALLEST && size < 1e6)) {
            return text(value, into, at);
        }
        int next = at;
        if (value < 0) {
            into[next++] = '-';
        }
        return whole ? digits((long) size, into, next) : fraction(size, into, next);
    }

    private static int text(double value, byte[] into, int at) {
        String text = Double.isInfinite(value) ? value > 0 ? "+Inf" : "-Inf" : Double.toString(value);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
        return at + bytes.length;
    }

    private static int digits(long number, byte[] into, int at) {
        int end = at + 1;
        while (end - at < TENS.length && number >= TENS[end - at]) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static int fraction(double size, byte[] into, int at) {
        int places = FEW - magnitude(size);
        double ten = power(places);
        long few = Math.round(size * ten);
        if (few / ten == size) {
            return fraction(few, places, into, at);
        }
        return fraction(scaled(size, places + MANY - FEW), places + MANY - FEW, into, at);
    }

    /** Number of digits before the point. Below 0.1, minus the number of zeros after it. */
    private static int magnitude(double size) {
        int magnitude = 0;
        for (double ten = 1; size >= ten; ten *= 10) {
            magnitude++;
        }
        for (double tenth = 10; size * tenth < 1; tenth *= 10) {
            magnitude--;
        }
        return magnitude;
    }

    private static double power(int ten) {
        return ten < TENS.length ? TENS[ten] : (double) TENS[TENS.length - 1] * TENS[ten - TENS.length + 1];
    }

    /** size·10^places, rounded. The product of its bits and 5^places fits into 128 bits. */
    private static long scaled(double size, int places) {
        long bits = Double.doubleToLongBits(size) & (1L << 52) - 1 | 1L << 52;
        int down = 52 - Math.getExponent(size) - places;
        long high = Math.multiplyHigh(bits, FIVES[places]);
        long low = bits * FIVES[places];
        return (high << 64 - down | low >>> down) + (low >>> down - 1 & 1);
    }

    /** number·10^−places, without zeros at the end. */
    private static int fraction(long number, int places, byte[] into, int at) {
        long digits = number;
        int behind = places;
        while (behind > 0 && digits % 10 == 0) {
            digits /= 10;
            behind--;
        }
        long one = behind < TENS.length ? TENS[behind] : Long.MAX_VALUE;
        int point = digits(digits / one, into, at);
        into[point] = '.';
        long rest = digits % one;
        for (int i = point + behind; i > point; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return point + behind + 1;
    }
}
