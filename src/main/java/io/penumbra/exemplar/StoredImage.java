package io.penumbra.exemplar;

import java.util.Arrays;
import java.util.Optional;

/** An encoded image, unchanged since it was sent. */
public final class StoredImage implements ImageRead {
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final String contentType;
    private final byte[] encoded;

    private StoredImage(String contentType, byte[] encoded) {
        this.contentType = contentType;
        this.encoded = encoded;
    }

    /** The image in these bytes, which are not copied; empty if they are neither JPEG nor PNG. */
    static Optional<StoredImage> of(byte[] encoded) {
        if (begins(encoded, JPEG)) {
            return Optional.of(new StoredImage("image/jpeg", encoded));
        }
        return begins(encoded, PNG) ? Optional.of(new StoredImage("image/png", encoded)) : Optional.empty();
    }

    private static boolean begins(byte[] encoded, byte[] with) {
        return encoded.length >= with.length && Arrays.equals(encoded, 0, with.length, with, 0, with.length);
    }

    /** {@code image/jpeg} or {@code image/png}, as the content says; the sender's content type is ignored. */
    public String contentType() {
        return contentType;
    }

    /** The encoded image; the caller must not change it. */
    public byte[] encoded() {
        return encoded;
    }
}
