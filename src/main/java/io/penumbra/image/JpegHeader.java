package io.penumbra.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The marker segments of a JPEG up to its first scan. They say all that must be known before decoding. */
final class JpegHeader {

    /** A progressive picture has about ten scans. Each costs a pass over all pixels, however few bytes it has. */
    private static final int MOST_SCANS = 100;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int SOF_PROGRESSIVE = 0xC2;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] START = {
        (byte) 0xFF, (byte) SOI, (byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

    final int width;
    final int height;
    final JpegColour colour;
    final Orientation orientation;
    /**
     * What the JDK's reader gets: SOI, a JFIF marker, and the segments that decoding needs, up to the end of the file.
     * The JFIF marker makes the reader take three components for YCbCr, whether it converts them to RGB or not.
     */
    final byte[] coding;

    private JpegHeader(int width, int height, JpegColour colour, Orientation orientation, byte[] coding) {
        this.width = width;
        this.height = height;
        this.colour = colour;
        this.orientation = orientation;
        this.coding = coding;
    }

    static boolean begins(byte[] encoded) {
        return encoded.length >= 3
                && (encoded[0] & 0xFF) == 0xFF
                && (encoded[1] & 0xFF) == SOI
                && (encoded[2] & 0xFF) == 0xFF;
    }

    static JpegHeader of(byte[] encoded, Limits limits) throws Refusal {
        byte[] coding = Arrays.copyOf(START, START.length + encoded.length);
        int kept = START.length;
        int frame = -1;
        boolean jfif = false;
        int adobeTransform = -1;
        Orientation orientation = null;
        int at = 2;
        while (true) {
            while (at + 1 < encoded.length && encoded[at] == (byte) 0xFF && encoded[at + 1] == (byte) 0xFF) {
                at++;
            }
            int marker = marker(encoded, at);
            int length = unsignedShort(encoded, at + 2);
            int body = at + 4;
            int end = at + 2 + length;
            if (length < 2) {
                throw new Refusal(Reason.CORRUPT, "the JPEG segment at byte " + at + " has length " + length);
            }
            if (end > encoded.length) {
                throw new Refusal(Reason.TRUNCATED, "the JPEG ends within the segment at byte " + at);
            }
            if (marker == SOS) {
                break;
            }
            if (isFrame(marker)) {
                if (frame >= 0) {
                    throw new Refusal(Reason.CORRUPT, "the JPEG has a second frame at byte " + at);
                }
                frame = at;
                checkFrame(encoded, marker, at, length, limits);
            } else if (marker == APP0 && holds(encoded, body, end, JFIF)) {
                jfif = true;
            } else if (marker == APP1 && orientation == null && holds(encoded, body, end, EXIF)) {
                // the copy ends where the segment does, so that offsets in EXIF cannot point outside it
                orientation = Orientation.ofExif(Arrays.copyOfRange(encoded, body, end), EXIF.length);
            } else if (marker == APP14 && length >= 14 && holds(encoded, body, end, ADOBE)) {
                adobeTransform = encoded[body + 11] & 0xFF;
            }
            if ((marker < APP0 || marker > APP15) && marker != COM) {
                System.arraycopy(encoded, at, coding, kept, end - at);
                kept += end - at;
            }
            at = end;
        }
        if (frame < 0) {
            throw new Refusal(Reason.CORRUPT, "the JPEG has no frame before its first scan");
        }
        System.arraycopy(encoded, at, coding, kept, encoded.length - at);
        kept += encoded.length - at;
        if ((encoded[frame + 1] & 0xFF) == SOF_PROGRESSIVE) {
            checkScans(encoded, at);
        }
        int height = unsignedShort(encoded, frame + 5);
        int width = unsignedShort(encoded, frame + 7);
        // each block of 8x8 pixels takes at least one bit
        if ((long) width * height / 64 > 8L * (encoded.length - at)) {
            throw new Refusal(
                    Reason.TRUNCATED, (encoded.length - at) + " bytes cannot hold " + width + "x" + height + " pixels");
        }
        return new JpegHeader(
                width,
                height,
                JpegColour.of(encoded, frame, jfif, adobeTransform),
                orientation == null ? Orientation.UPRIGHT : orientation,
                Arrays.copyOf(coding, kept));
    }

    private static int marker(byte[] encoded, int at) throws Refusal {
        if (at + 4 > encoded.length) {
            throw new Refusal(Reason.TRUNCATED, "the JPEG ends before its first scan");
        }
        int marker = encoded[at + 1] & 0xFF;
        if ((encoded[at] & 0xFF) != 0xFF || marker < 0xC0 || marker >= 0xD0 && marker <= EOI) {
            throw new Refusal(Reason.CORRUPT, "expected a JPEG segment at byte " + at);
        }
        return marker;
    }

    private static boolean isFrame(int marker) {
        // C4, C8 and CC are not frames
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static void checkFrame(byte[] encoded, int marker, int at, int length, Limits limits) throws Refusal {
        if (length < 8 || length != 8 + 3 * (encoded[at + 9] & 0xFF)) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the JPEG frame header has length " + length + ", which does not fit its components");
        }
        int bits = encoded[at + 4] & 0xFF;
        if (marker > SOF_PROGRESSIVE || bits != 8) {
            throw new Refusal(
                    Reason.UNSUPPORTED_CODING,
                    "the JPEG frame is SOF" + (marker - 0xC0) + " with " + bits
                            + " bits, expected baseline or progressive with 8 bits");
        }
        limits.checkSize(unsignedShort(encoded, at + 7), unsignedShort(encoded, at + 5));
    }

    private static void checkScans(byte[] encoded, int firstScan) throws Refusal {
        int scans = 0;
        for (int i = firstScan; i + 1 < encoded.length; i++) {
            // in coded data FF is always followed by 00 or a restart marker
            if (encoded[i] == (byte) 0xFF && (encoded[i + 1] & 0xFF) == SOS && ++scans > MOST_SCANS) {
                throw new Refusal(Reason.CORRUPT, "the JPEG has more than " + MOST_SCANS + " scans");
            }
        }
    }

    private static boolean holds(byte[] encoded, int from, int to, byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(encoded, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private static int unsignedShort(byte[] encoded, int at) {
        return (encoded[at] & 0xFF) << 8 | encoded[at + 1] & 0xFF;
    }
}
