package io.penumbra.image;

import java.util.Locale;

/** Why an image can't be scored. Bounded: {@link #text} is the metric label {@code reason}. */
public enum Reason {
    /** The record has no value. */
    EMPTY,
    /** The bytes begin neither as JPEG nor as PNG. */
    NOT_AN_IMAGE,
    /** The image ends before its last pixel. */
    TRUNCATED,
    /** The bytes break the rules of their format. */
    CORRUPT,
    /** More encoded bytes than allowed. */
    TOO_MANY_BYTES,
    /** The header claims more pixels than allowed. */
    TOO_MANY_PIXELS,
    /** A colour model that has no certain way to RGB, such as CMYK. */
    UNSUPPORTED_COLOUR,
    /** A way of coding that is not read: arithmetic, lossless or 12-bit JPEG. */
    UNSUPPORTED_CODING,
    /** Some pixel isn't opaque. */
    TRANSPARENT,
    /** No {@code ce_id}. */
    MISSING_ID,
    /** {@code ce_time} isn't a time, or one that can't be. */
    BAD_TIME,
    /** {@code ce_subgroups} isn't {@code name=value,name=value}. */
    BAD_SUBGROUPS,
    /** Not a CloudEvent of our type. */
    BAD_EVENT,
    /** The label isn't a class of the model. */
    UNKNOWN_CLASS,
    /** A model gives something that isn't a number for it. */
    NO_PREDICTION;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The lower-case snake name, such as {@code too_many_pixels}. */
    public String text() {
        return text;
    }
}
