package io.penumbra.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG, each within the file and with the right checksum. Of an animated PNG, those of its first image.
 */
final class PngChunks {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Range NONE = new Range(0, 0);

    /** A part of the file, in bytes. */
    record Range(int from, int length) {
        int end() {
            return from + length;
        }

        byte[] copy(byte[] encoded) {
            return Arrays.copyOfRange(encoded, from, end());
        }
    }

    final PngHeader header;
    final List<Range> data = new ArrayList<>();
    Range palette = NONE;
    Range transparency = NONE;
    final PngMetadata metadata = new PngMetadata();

    private PngChunks(PngHeader header) {
        this.header = header;
    }

    static boolean begins(byte[] encoded) {
        if (encoded.length < SIGNATURE.length) {
            return false;
        }
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (encoded[i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    static PngChunks of(byte[] encoded, Limits limits) throws Refusal {
        int at = SIGNATURE.length;
        Range body = range(encoded, at);
        if (!type(encoded, at).equals("IHDR") || body.length() != PngHeader.LENGTH) {
            throw new Refusal(Reason.CORRUPT, "the PNG does not begin with an IHDR of " + PngHeader.LENGTH + " bytes");
        }
        PngChunks chunks = new PngChunks(PngHeader.of(encoded, body.from(), limits));
        while (true) {
            at = body.end() + 4;
            body = range(encoded, at);
            switch (type(encoded, at)) {
                case "IDAT" -> chunks.data.add(body);
                case "PLTE" -> chunks.palette = body;
                case "tRNS" -> chunks.transparency = body;
                case "IHDR" -> throw new Refusal(Reason.CORRUPT, "the PNG has a second IHDR");
                case "IEND" -> {
                    return chunks;
                }
                default -> chunks.metadata.add(encoded, type(encoded, at), body);
            }
        }
    }

    /** Checks the chunk at byte {@code at} and its checksum, and returns where its data lie. */
    private static Range range(byte[] encoded, int at) throws Refusal {
        if (at + 12 > encoded.length) {
            throw new Refusal(Reason.TRUNCATED, "the PNG ends before its IEND");
        }
        int length = PngHeader.integer(encoded, at);
        if (length < 0) {
            throw new Refusal(Reason.CORRUPT, "the PNG chunk at byte " + at + " has a negative length");
        }
        if (length > encoded.length - at - 12) {
            throw new Refusal(Reason.TRUNCATED, "the PNG ends within the chunk of " + length + " bytes at byte " + at);
        }
        CRC32 crc = new CRC32();
        crc.update(encoded, at + 4, length + 4);
        if ((int) crc.getValue() != PngHeader.integer(encoded, at + 8 + length)) {
            throw new Refusal(Reason.CORRUPT, "the PNG chunk at byte " + at + " has a wrong checksum");
        }
        return new Range(at + 8, length);
    }

    private static String type(byte[] encoded, int at) {
        return new String(encoded, at + 4, 4, StandardCharsets.ISO_8859_1);
    }
}
