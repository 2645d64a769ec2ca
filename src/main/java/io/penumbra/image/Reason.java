package io.penumbra.image;

import java.util.Locale;

/** Why an image cannot be scored. Bounded: {@link #text} is the metric label {@code reason}. */
public enum Reason {
    /** The record has no value, or the event no image. */
    EMPTY,
    /** The bytes begin neither as JPEG nor as PNG. */
    NOT_AN_IMAGE,
    /** The image ends before its last pixel. */
    TRUNCATED,
    /** The bytes break the rules of their format. */
    CORRUPT,
    /** More encoded bytes than allowed. */
    TOO_MANY_BYTES,
    /** The header claims more pixels than allowed, or scans over more samples. */
    TOO_MANY_PIXELS,
    /** A JPEG whose number of components is not 1, 3 or 4. */
    UNSUPPORTED_COLOUR,
    /** A coding that the decoder does not read: arithmetic, lossless or 12-bit JPEG. */
    UNSUPPORTED_CODING,
    /** At least one pixel is not opaque. */
    TRANSPARENT,
    /** The CloudEvent has no id. */
    MISSING_ID,
    /** The event time is not a time, or lies outside its range. */
    BAD_TIME,
    /** The subgroups are not {@code name=value,name=value}. */
    BAD_SUBGROUPS,
    /** The record is not a valid CloudEvent of the type that is read, or says something twice or at too much length. */
    BAD_EVENT,
    /** The label is not a class of the models. */
    UNKNOWN_CLASS,
    /** A model's output for the image is not a number, or not a probability. */
    NO_PREDICTION;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The lower-case snake name, such as {@code too_many_pixels}. */
    public String text() {
        return text;
    }
}
