package io.penumbra.image;

import java.util.Arrays;

/**
 * Goes through the marker segments of a JPEG, one after another. Between them it skips fill bytes, junk and restart
 * markers, as libjpeg does.
 */
final class JpegSegments {

    static final int SOF_PROGRESSIVE = 0xC2;
    static final int DHT = 0xC4;
    static final int SOI = 0xD8;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int APP0 = 0xE0;
    static final int APP1 = 0xE1;
    static final int APP14 = 0xEE;
    static final int APP15 = 0xEF;
    static final int COM = 0xFE;

    private static final byte FF = (byte) 0xFF;
    private static final int TEM = 0x01;
    private static final int FIRST_SEGMENT = 0xC0;
    private static final int FIRST_RESTART = 0xD0;

    private final byte[] encoded;
    private int marker;
    private int from;
    private int end = 2;

    JpegSegments(byte[] encoded) {
        this.encoded = encoded;
    }

    static boolean begins(byte[] encoded) {
        return encoded.length >= 3 && encoded[0] == FF && (encoded[1] & 0xFF) == SOI && encoded[2] == FF;
    }

    /** Goes to the next segment. False at EOI and where the file ends without one; {@link #marker} tells which. */
    boolean next() throws Refusal {
        int at = end;
        while (true) {
            while (at + 1 < encoded.length && (encoded[at] != FF || encoded[at + 1] == FF)) {
                at++;
            }
            if (at + 1 >= encoded.length) {
                marker = 0;
                return false;
            }
            int found = encoded[at + 1] & 0xFF;
            if (found == EOI) {
                marker = EOI;
                return false;
            }
            boolean skipped = found == 0 || found == TEM || found >= FIRST_RESTART && found < SOI;
            if (!skipped) {
                enter(found, at);
                return true;
            }
            at += 2;
        }
    }

    private void enter(int found, int at) throws Refusal {
        if (found < FIRST_SEGMENT || found == SOI) {
            throw new Refusal(Reason.CORRUPT, "expected a JPEG segment at byte " + at);
        }
        if (at + 4 > encoded.length) {
            throw new Refusal(Reason.TRUNCATED, "the JPEG ends within the segment at byte " + at);
        }
        int length = unsignedShort(at + 2);
        if (length < 2) {
            throw new Refusal(Reason.CORRUPT, "the JPEG segment at byte " + at + " has length " + length);
        }
        if (at + 2 + length > encoded.length) {
            throw new Refusal(Reason.TRUNCATED, "the JPEG ends within the segment at byte " + at);
        }
        marker = found;
        from = at;
        end = at + 2 + length;
    }

    /** Adds the coded data behind a scan's header to its segment. */
    void takeData() {
        int at = end;
        while (at + 1 < encoded.length) {
            int found = encoded[at + 1] & 0xFF;
            boolean ends = encoded[at] == FF
                    && found >= FIRST_SEGMENT
                    && found != 0xFF
                    && !(found >= FIRST_RESTART && found < SOI);
            if (ends) {
                end = at;
                return;
            }
            at++;
        }
        end = encoded.length;
    }

    int marker() {
        return marker;
    }

    /** Where the segment's marker lies. */
    int from() {
        return from;
    }

    /** Where the segment's content begins, after marker and length. */
    int body() {
        return from + 4;
    }

    /** Where the segment ends. */
    int end() {
        return end;
    }

    /** Bytes of the segment's content. */
    int length() {
        return end - body();
    }

    /** The unsigned byte at {@code offset} of the segment's content. */
    int unsignedByte(int offset) {
        return encoded[body() + offset] & 0xFF;
    }

    boolean isFrame() {
        // C4, C8 and CC are not frames
        return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != 0xCC;
    }

    boolean isApplicationOrComment() {
        return marker >= APP0 && marker <= APP15 || marker == COM;
    }

    boolean holds(byte[] prefix) {
        return length() >= prefix.length
                && Arrays.equals(encoded, body(), body() + prefix.length, prefix, 0, prefix.length);
    }

    private int unsignedShort(int at) {
        return (encoded[at] & 0xFF) << 8 | encoded[at + 1] & 0xFF;
    }
}
