package io.penumbra.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the texts of a PNG: the chunks tEXt, zTXt and iTXt. Each is a keyword, a zero byte, and the text. */
final class PngText {

    /** Most bytes of a compressed text: Pillow's limit. A longer text is left out. */
    private static final int MOST_INFLATED = 1 << 20;

    private static final byte[] NOTHING = {};

    private PngText() {}

    /** Whether the chunk's keyword is {@code keyword}. */
    static boolean has(byte[] encoded, PngChunks.Range chunk, String keyword) {
        byte[] name = (keyword + "\0").getBytes(StandardCharsets.ISO_8859_1);
        return chunk.length() >= name.length
                && Arrays.equals(encoded, chunk.from(), chunk.from() + name.length, name, 0, name.length);
    }

    /** The text behind {@code keyword}; empty if it is damaged or too long. */
    static byte[] read(byte[] encoded, String type, PngChunks.Range chunk, String keyword) {
        int from = chunk.from() + keyword.length() + 1;
        return switch (type) {
            case "tEXt" -> Arrays.copyOfRange(encoded, from, chunk.end());
            case "zTXt" -> from < chunk.end() && encoded[from] == 0 ? inflate(encoded, from + 1, chunk.end()) : NOTHING;
            case "iTXt" -> international(encoded, from, chunk.end());
            default -> NOTHING;
        };
    }

    /** An iTXt: whether it is compressed, the method, a language and a translated keyword, then the text. */
    private static byte[] international(byte[] encoded, int from, int end) {
        int text = from + 2;
        for (int name = 0; name < 2; name++) {
            while (text < end && encoded[text] != 0) {
                text++;
            }
            text++;
        }
        if (text > end) {
            return NOTHING;
        }
        if (encoded[from] == 0) {
            return Arrays.copyOfRange(encoded, text, end);
        }
        return encoded[from + 1] == 0 ? inflate(encoded, text, end) : NOTHING;
    }

    private static byte[] inflate(byte[] encoded, int from, int end) {
        var inflater = new Inflater();
        inflater.setInput(encoded, from, end - from);
        byte[] text = new byte[1 << 12];
        int length = 0;
        try {
            while (true) {
                int more = inflater.inflate(text, length, text.length - length);
                length += more;
                if (more == 0) {
                    return Arrays.copyOf(text, length);
                }
                if (length > MOST_INFLATED) {
                    return NOTHING;
                }
                if (length == text.length) {
                    text = Arrays.copyOf(text, 2 * length);
                }
            }
        } catch (DataFormatException damaged) {
            return NOTHING;
        } finally {
            inflater.end();
        }
    }
}
