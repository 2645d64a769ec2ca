package io.penumbra.image;

/** Checks the scans of a JPEG: each refers only to tables that the file has, and all together cost a bounded time. */
final class JpegScans {

    /** A progressive picture has about ten scans. */
    private static final int MOST_SCANS = 100;

    /**
     * Most samples that all scans pass over, for each pixel that the limits allow. A scan costs a pass over all its
     * samples, however few bytes it has. The usual ten scans of a progressive picture pass over 8 to 14 a pixel.
     */
    private static final int MOST_PASSES = 16;

    private final JpegFrame frame;
    private final JpegTables tables;
    private final long mostSamples;
    private int scans;
    private long samples;

    JpegScans(JpegFrame frame, JpegTables tables, Limits limits) {
        this.frame = frame;
        this.tables = tables;
        this.mostSamples = (long) MOST_PASSES * limits.maxPixels();
    }

    /** Samples that the scans so far pass over. */
    long samples() {
        return samples;
    }

    /** Checks the SOS segment of the next scan, against the tables defined so far. */
    void add(JpegSegments segment) throws Refusal {
        int length = segment.length();
        int components = length == 0 ? 0 : segment.unsignedByte(0);
        if (components == 0 || length != 4 + 2 * components) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the JPEG scan header has length " + (length + 2) + ", which does not fit its components");
        }
        int firstCoefficient = segment.unsignedByte(length - 3);
        boolean refines = segment.unsignedByte(length - 1) >> 4 != 0;
        for (int at = 1; at < length - 3; at += 2) {
            JpegFrame.Component component = frame.component(segment.unsignedByte(at));
            int huffman = segment.unsignedByte(at + 1);
            tables.requireQuantization(component.quantization());
            boolean all = !frame.progressive();
            if (all || firstCoefficient == 0 && !refines) {
                tables.requireDc(huffman >> 4);
            }
            if (all || firstCoefficient > 0) {
                tables.requireAc(huffman & 0xF);
            }
            samples += frame.samples(component);
        }
        if (++scans > MOST_SCANS) {
            throw new Refusal(Reason.CORRUPT, "the JPEG has more than " + MOST_SCANS + " scans");
        }
        if (samples > mostSamples) {
            throw new Refusal(
                    Reason.TOO_MANY_PIXELS,
                    "the first " + scans + " scans of the JPEG pass over " + samples + " samples, expected at most "
                            + mostSamples);
        }
    }
}
