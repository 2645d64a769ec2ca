package io.penumbra.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a PNG may say how it is turned: EXIF in a chunk of its own, EXIF as hexadecimal text, and XMP. */
final class PngMetadata {

    private static final String RAW_PROFILE = "Raw profile type exif";
    private static final String XMP = "XML:com.adobe.xmp";
    private static final byte[] NOTHING = {};

    private record Text(String type, PngChunks.Range chunk) {}

    private PngChunks.@Nullable Range exif;
    private @Nullable Text rawProfile;
    private @Nullable Text xmp;

    /** Notes a chunk if it may say how the picture is turned. Of each kind the last one counts, as in Pillow. */
    void add(byte[] encoded, String type, PngChunks.Range chunk) {
        switch (type) {
            case "eXIf" -> exif = chunk;
            case "tEXt", "zTXt", "iTXt" -> {
                if (PngText.has(encoded, chunk, RAW_PROFILE)) {
                    rawProfile = new Text(type, chunk);
                } else if (PngText.has(encoded, chunk, XMP)) {
                    xmp = new Text(type, chunk);
                }
            }
            default -> {
                // says nothing about it
            }
        }
    }

    Orientation orientation(byte[] encoded) {
        byte[] block = exif != null ? exif.copy(encoded) : bytes(text(encoded, rawProfile, RAW_PROFILE));
        return Orientation.of(block, text(encoded, xmp, XMP));
    }

    private static byte[] text(byte[] encoded, @Nullable Text text, String keyword) {
        return text == null ? NOTHING : PngText.read(encoded, text.type(), text.chunk(), keyword);
    }

    /** A raw profile is three lines (an empty one, a name, a length) and then its bytes as hexadecimal digits. */
    private static byte[] bytes(byte[] profile) {
        int at = 0;
        for (int line = 0; line < 3; line++) {
            while (at < profile.length && profile[at] != '\n') {
                at++;
            }
            at++;
        }
        byte[] bytes = new byte[Math.max(0, profile.length - at + 1) / 2];
        int digits = 0;
        for (; at < profile.length; at++) {
            int digit = Character.digit(profile[at], 16);
            if (digit >= 0) {
                bytes[digits >> 1] |= (byte) (digit << 4 * (1 - (digits & 1)));
                digits++;
            } else if (!Character.isWhitespace(profile[at])) {
                return NOTHING;
            }
        }
        return Arrays.copyOf(bytes, digits >> 1);
    }
}
