package io.penumbra.image;

/** An image that is encoded anew: upright, and without anything that came with the pixels. */
public final class Redrawn implements Shown {
    private final String contentType;
    private final byte[] encoded;

    /** Does not copy {@code encoded}. */
    Redrawn(String contentType, byte[] encoded) {
        this.contentType = contentType;
        this.encoded = encoded;
    }

    /** {@code image/jpeg} or {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** The encoded image; the caller must not change it. */
    public byte[] encoded() {
        return encoded;
    }
}
