package io.penumbra.image;

import org.jspecify.annotations.Nullable;

/**
 * Reads a PNG to RGB (W3C PNG, third edition): inflates, undoes the row filters, spreads the passes, maps the samples.
 *
 * <p>It does not use ImageIO's reader. That one checks no checksum and allocates what a chunk claims, and its rasters
 * depend on the JDK's version.
 */
final class PngReader {

    /** Adam7: column and row of a pass's first pixel, and its steps. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    private PngReader() {}

    /** @param background for transparent pixels; null refuses them */
    static Picture read(byte[] encoded, Limits limits, Room room, @Nullable Background background) throws Refusal {
        PngChunks chunks = PngChunks.of(encoded, limits);
        PngHeader header = chunks.header;
        PngSamples samples = new PngSamples(encoded, chunks, background);
        int[][] passes = passes(header);
        try (PngData data = new PngData(encoded, chunks.data)) {
            data.requireRoomFor(rowBytes(header));
            room.take(header.width() * header.height());
            byte[] rgb = new byte[3 * header.width() * header.height()];
            for (int[] pass : passes) {
                readPass(header, pass, data, samples, rgb);
            }
            return new Picture(header.width(), header.height(), rgb).upright(chunks.metadata.orientation(encoded));
        }
    }

    private static void readPass(PngHeader header, int[] pass, PngData data, PngSamples samples, byte[] rgb)
            throws Refusal {
        int columns = count(header.width(), pass[0], pass[2]);
        if (columns == 0) {
            return;
        }
        byte[] row = new byte[header.rowBytes(columns)];
        byte[] above = new byte[row.length];
        for (int y = pass[1]; y < header.height(); y += pass[3]) {
            int filter = data.read();
            data.readFully(row);
            unfilter(filter, row, above, header.pixelBytes());
            samples.spread(row, columns, rgb, 3 * (y * header.width() + pass[0]), 3 * pass[2]);
            byte[] swap = above;
            above = row;
            row = swap;
        }
    }

    private static void unfilter(int filter, byte[] row, byte[] above, int step) throws Refusal {
        switch (filter) {
            case 0 -> {
                // no filter
            }
            case 1 -> {
                for (int i = step; i < row.length; i++) {
                    row[i] += row[i - step];
                }
            }
            case 2 -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < step ? 0 : row[i - step] & 0xFF;
                    row[i] += (byte) (left + (above[i] & 0xFF) >> 1);
                }
            }
            case 4 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < step ? 0 : row[i - step] & 0xFF;
                    int corner = i < step ? 0 : above[i - step] & 0xFF;
                    row[i] += (byte) paeth(left, above[i] & 0xFF, corner);
                }
            }
            default -> throw new Refusal(Reason.CORRUPT, "a PNG row has filter " + filter + ", expected 0 to 4");
        }
    }

    private static int paeth(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    private static int[][] passes(PngHeader header) {
        return header.interlaced() ? PASSES : ONE_PASS;
    }

    /** Bytes of all rows, including their filter bytes. */
    static long rowBytes(PngHeader header) {
        long size = 0;
        for (int[] pass : passes(header)) {
            int columns = count(header.width(), pass[0], pass[2]);
            if (columns > 0) {
                size += (1L + header.rowBytes(columns)) * count(header.height(), pass[1], pass[3]);
            }
        }
        return size;
    }

    private static int count(int side, int first, int step) {
        return side <= first ? 0 : (side - first + step - 1) / step;
    }
}
