package io.penumbra.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/** Takes a sound JPEG apart, so that a test can leave out, add and change parts. */
final class JpegParts {

    static final int SOF0 = 0xC0;
    static final int SOF2 = 0xC2;
    static final int DHT = 0xC4;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int APP1 = 0xE1;
    static final int APP14 = 0xEE;

    /** A segment with its marker; a scan includes its coded data. */
    record Part(byte[] bytes) {
        int marker() {
            return bytes[1] & 0xFF;
        }

        /** The first byte of the content: class and number of a Huffman table, number of a quantization table. */
        int table() {
            return bytes[4] & 0xFF;
        }
    }

    private JpegParts() {}

    static List<Part> of(byte[] jpeg) {
        var parts = new ArrayList<Part>();
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != EOI) {
            int end = at + 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            if ((jpeg[at + 1] & 0xFF) == SOS) {
                while (jpeg[end] != (byte) 0xFF || jpeg[end + 1] == 0 || (jpeg[end + 1] & 0xF8) == 0xD0) {
                    end++;
                }
            }
            parts.add(new Part(Arrays.copyOfRange(jpeg, at, end)));
            at = end;
        }
        parts.add(junk("ffd9"));
        return parts;
    }

    static byte[] join(List<Part> parts) {
        var jpeg = new ByteArrayOutputStream();
        jpeg.write(0xFF);
        jpeg.write(0xD8);
        parts.forEach(part -> jpeg.writeBytes(part.bytes()));
        return jpeg.toByteArray();
    }

    static byte[] without(byte[] jpeg, Predicate<Part> left) {
        return join(of(jpeg).stream().filter(left.negate()).toList());
    }

    /** The JPEG with {@code part} before each part that {@code where} names. */
    static byte[] with(byte[] jpeg, Part part, Predicate<Part> where) {
        var parts = new ArrayList<Part>();
        for (Part next : of(jpeg)) {
            if (where.test(next)) {
                parts.add(part);
            }
            parts.add(next);
        }
        return join(parts);
    }

    static Part segment(int marker, byte[] content) {
        byte[] bytes = new byte[content.length + 4];
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) marker;
        bytes[2] = (byte) (content.length + 2 >> 8);
        bytes[3] = (byte) (content.length + 2);
        System.arraycopy(content, 0, bytes, 4, content.length);
        return new Part(bytes);
    }

    /** Bytes that are no segment. */
    static Part junk(String hex) {
        return new Part(HexFormat.of().parseHex(hex));
    }
}
