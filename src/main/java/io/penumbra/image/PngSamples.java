package io.penumbra.image;

import org.jspecify.annotations.Nullable;

/**
 * Converts the samples of a PNG row to red, green and blue. It scales up less than 8 bits, takes the high byte of 16
 * bits, and looks up palette indexes. It drops alpha that is opaque. Other alpha is put on the background, or refused
 * if there is none.
 */
final class PngSamples {

    private final PngHeader header;
    private final byte[] palette;
    private final byte[] transparency;
    private final @Nullable Background background;

    PngSamples(byte[] encoded, PngChunks chunks, @Nullable Background background) throws Refusal {
        this.background = background;
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
        if (bits < 8) {
            int scale = 255 / ((1 << bits) - 1);
            for (int x = 0, at = to; x < columns; x++, at += step) {
                rgb[at] = rgb[at + 1] = rgb[at + 2] = (byte) (sample(row, x) * scale);
            }
        } else {
            spreadBytes(row, columns, rgb, to, step);
        }
        if (transparency.length > 0) {
            replaceTransparentColour(row, columns, rgb, to, step);
        }
    }

    private void spreadBytes(byte[] row, int columns, byte[] rgb, int to, int step) throws Refusal {
        int bits = header.bits();
        int sampleBytes = bits / 8;
        int pixelBytes = header.pixelBytes();
        boolean grey = header.channels() < 3;
        int green = grey ? 0 : sampleBytes;
        int blue = grey ? 0 : 2 * sampleBytes;
        int alpha = pixelBytes - sampleBytes;
        for (int from = 0, at = to; from < columns * pixelBytes; from += pixelBytes, at += step) {
            rgb[at] = row[from];
            rgb[at + 1] = row[from + green];
            rgb[at + 2] = row[from + blue];
            if (header.alpha()) {
                putOnBackground(row[from + alpha] & 0xFF, rgb, at);
            }
        }
    }

    private void lookUp(int index, byte[] rgb, int to) throws Refusal {
        if (3 * index >= palette.length) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "a PNG pixel has palette index " + index + " in a palette of " + palette.length / 3 + " colours");
        }
        System.arraycopy(palette, 3 * index, rgb, to, 3);
        if (index < transparency.length) {
            putOnBackground(transparency[index] & 0xFF, rgb, to);
        }
    }

    /** Makes the one colour transparent that tRNS names. It has two bytes per channel, whatever the depth. */
    private void replaceTransparentColour(byte[] row, int columns, byte[] rgb, int to, int step) throws Refusal {
        int channels = header.channels();
        for (int x = 0, at = to; x < columns; x++, at += step) {
            boolean same = true;
            for (int c = 0; c < channels; c++) {
                int key = (transparency[2 * c] & 0xFF) << 8 | transparency[2 * c + 1] & 0xFF;
                same &= sample(row, x * channels + c) == key;
            }
            if (same) {
                putOnBackground(0, rgb, at);
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

    private void putOnBackground(int alpha, byte[] rgb, int at) throws Refusal {
        if (alpha == 255) {
            return;
        }
        if (background == null) {
            throw new Refusal(Reason.TRANSPARENT, "the PNG has a pixel that is not opaque");
        }
        background.under(rgb, at, alpha);
    }
}
