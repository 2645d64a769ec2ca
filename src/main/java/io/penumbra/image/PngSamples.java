package io.penumbra.image;

/**
 * Converts the samples of a PNG row to red, green and blue. It scales up less than 8 bits, takes the high byte of 16
 * bits, and looks up palette indexes. It drops alpha that is opaque and refuses other alpha.
 */
final class PngSamples {

    private final PngHeader header;
    private final byte[] palette;
    private final byte[] transparency;

    PngSamples(byte[] encoded, PngChunks chunks) throws Refusal {
        header = chunks.header;
        palette = chunks.palette.copy(encoded);
        transparency = chunks.transparency.copy(encoded);
        if (header.palette() && (palette.length == 0 || palette.length % 3 != 0)) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the PNG palette has " + palette.length + " bytes, expected a multiple of 3 above 0");
        }
        if (!header.palette() && transparency.length > 0 && transparency.length != 2 * header.channels()) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the PNG's transparent colour has " + transparency.length + " bytes, expected "
                            + 2 * header.channels());
        }
    }

    /** Writes {@code columns} pixels of {@code row} to {@code rgb}, from {@code to} on, {@code step} bytes apart. */
    void spread(byte[] row, int columns, byte[] rgb, int to, int step) throws Refusal {
        int bits = header.bits();
        if (header.palette()) {
            for (int x = 0; x < columns; x++, to += step) {
                lookUp(sample(row, x), rgb, to);
            }
            return;
        }
        if (transparency.length > 0) {
            refuseTransparentColour(row, columns);
        }
        if (bits < 8) {
            int scale = 255 / ((1 << bits) - 1);
            for (int x = 0; x < columns; x++, to += step) {
                rgb[to] = rgb[to + 1] = rgb[to + 2] = (byte) (sample(row, x) * scale);
            }
            return;
        }
        int sampleBytes = bits / 8;
        int pixelBytes = header.pixelBytes();
        boolean grey = header.channels() < 3;
        int green = grey ? 0 : sampleBytes;
        int blue = grey ? 0 : 2 * sampleBytes;
        int alpha = pixelBytes - sampleBytes;
        for (int from = 0; from < columns * pixelBytes; from += pixelBytes, to += step) {
            if (header.alpha() && row[from + alpha] != (byte) 0xFF) {
                throw transparent();
            }
            rgb[to] = row[from];
            rgb[to + 1] = row[from + green];
            rgb[to + 2] = row[from + blue];
        }
    }

    private void lookUp(int index, byte[] rgb, int to) throws Refusal {
        if (3 * index >= palette.length) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "a PNG pixel has palette index " + index + " in a palette of " + palette.length / 3 + " colours");
        }
        if (index < transparency.length && transparency[index] != (byte) 0xFF) {
            throw transparent();
        }
        System.arraycopy(palette, 3 * index, rgb, to, 3);
    }

    /** Refuses the one colour that tRNS makes transparent. It has two bytes per channel, whatever the depth. */
    private void refuseTransparentColour(byte[] row, int columns) throws Refusal {
        int channels = header.channels();
        for (int x = 0; x < columns; x++) {
            boolean same = true;
            for (int c = 0; c < channels; c++) {
                int key = (transparency[2 * c] & 0xFF) << 8 | transparency[2 * c + 1] & 0xFF;
                same &= sample(row, x * channels + c) == key;
            }
            if (same) {
                throw transparent();
            }
        }
    }

    private int sample(byte[] row, int index) {
        int bits = header.bits();
        if (bits == 16) {
            return (row[2 * index] & 0xFF) << 8 | row[2 * index + 1] & 0xFF;
        }
        int bit = index * bits;
        return row[bit >> 3] >> 8 - bits - (bit & 7) & (1 << bits) - 1;
    }

    private static Refusal transparent() {
        return new Refusal(Reason.TRANSPARENT, "the PNG has a pixel that is not opaque");
    }
}
