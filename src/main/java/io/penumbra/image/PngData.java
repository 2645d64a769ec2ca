package io.penumbra.image;

import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The inflated bytes of a PNG's IDAT chunks, in order. */
final class PngData implements AutoCloseable {

    /** Deflate expands one byte to at most about 1032 bytes. */
    private static final long MOST_PER_BYTE = 1040;

    private final byte[] encoded;
    private final List<PngChunks.Range> chunks;
    private final Inflater inflater = new Inflater();
    private final byte[] one = new byte[1];
    private int next;

    PngData(byte[] encoded, List<PngChunks.Range> chunks) {
        this.encoded = encoded;
        this.chunks = chunks;
    }

    /** @throws Refusal if the chunks cannot hold {@code size} bytes; checked before memory is allocated */
    void requireRoomFor(long size) throws Refusal {
        long compressed = chunks.stream().mapToLong(PngChunks.Range::length).sum();
        if (compressed * MOST_PER_BYTE < size) {
            throw new Refusal(
                    Reason.TRUNCATED,
                    compressed + " bytes of PNG data cannot hold the " + size + " bytes of its pixels");
        }
    }

    int read() throws Refusal {
        readFully(one);
        return one[0] & 0xFF;
    }

    void readFully(byte[] target) throws Refusal {
        int at = 0;
        while (at < target.length) {
            try {
                at += inflater.inflate(target, at, target.length - at);
            } catch (DataFormatException e) {
                throw new Refusal(Reason.CORRUPT, "the PNG data cannot be inflated: " + e.getMessage());
            }
            if (at < target.length) {
                feed();
            }
        }
    }

    private void feed() throws Refusal {
        if (inflater.needsDictionary()) {
            throw new Refusal(Reason.CORRUPT, "the PNG data needs a dictionary, which PNG does not allow");
        }
        if (inflater.finished() || inflater.needsInput() && next == chunks.size()) {
            throw new Refusal(Reason.TRUNCATED, "the PNG data ends before the last pixel");
        }
        if (inflater.needsInput()) {
            PngChunks.Range chunk = chunks.get(next++);
            inflater.setInput(encoded, chunk.from(), chunk.length());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
