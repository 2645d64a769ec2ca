package io.penumbra.forget;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Stands for an image where its id must not stay: the SHA-256 of the id's bytes. */
public final class ImageKey {
    /** Bytes of the hash. */
    private static final int LENGTH = 32;

    private final byte[] hash;

    private ImageKey(byte[] hash) {
        this.hash = hash;
    }

    /** @param id the bytes of the id, as they are the key of a record */
    public static ImageKey of(byte[] id) {
        try {
            return new ImageKey(MessageDigest.getInstance("SHA-256").digest(id));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    public static ImageKey of(String id) {
        return of(id.getBytes(UTF_8));
    }

    /**
     * Reads the digits back.
     *
     * @throws IllegalArgumentException if they are not what {@link #hex()} gives
     */
    public static ImageKey read(byte[] hex) {
        String digits = new String(hex, US_ASCII);
        if (digits.length() != 2 * LENGTH || !digits.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException("its key has " + hex.length
                    + " bytes, expected the SHA-256 of an image id in 64 hexadecimal digits");
        }
        return new ImageKey(HexFormat.of().parseHex(digits));
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(hash);
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageKey key && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return hex();
    }
}
