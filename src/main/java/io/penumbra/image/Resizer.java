package io.penumbra.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resizes pictures to one size, bit for bit as Pillow's {@code resize(size, BILINEAR)} does: first the rows, then the
 * columns, each rounded to 8 bits. For one thread.
 */
final class Resizer {

    private static final int ROUND = 1 << TriangleFilter.BITS - 1;
    /** Rows that are narrowed together. */
    private static final int BAND = 256;

    private static final int FILTERS_KEPT = 32;

    private final int width;
    private final int height;
    private final Map<Integer, TriangleFilter> byWidth = recentlyUsed();
    private final Map<Integer, TriangleFilter> byHeight = recentlyUsed();

    Resizer(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Pixels resize(Picture picture) {
        if (picture.width == width && picture.height == height) {
            return new Pixels(width, height, picture.copy());
        }
        TriangleFilter across = byWidth.computeIfAbsent(picture.width, in -> new TriangleFilter(in, width));
        TriangleFilter down = byHeight.computeIfAbsent(picture.height, in -> new TriangleFilter(in, height));
        int[][] rows = new int[Math.min(BAND, picture.height)][3 * width];
        int[][] sums = new int[height][3 * width];
        int top = 0;
        for (int y = 0; y < picture.height; y++) {
            if (y % BAND == 0) {
                narrow(picture, y, across, rows);
            }
            top = down.firstWith(y, top);
            add(rows[y % BAND], y, down, top, sums);
        }
        return new Pixels(width, height, bytes(sums));
    }

    /**
     * Resizes rows from y on to the new width, as many as {@code rows} holds. It goes column by column, and so takes
     * all rows at once.
     */
    private void narrow(Picture picture, int y, TriangleFilter filter, int[][] rows) {
        int[] sums = new int[3 * Math.min(rows.length, picture.height - y)];
        int[][] columns = new int[filter.stride][sums.length];
        int next = 0;
        for (int x = 0; x < width; x++) {
            for (; next < filter.end(x); next++) {
                column(picture, next, y, columns[next % columns.length]);
            }
            Arrays.fill(sums, ROUND);
            for (int k = 0; k < filter.count[x]; k++) {
                add(columns[(filter.first[x] + k) % columns.length], filter.weights[x * filter.stride + k], sums);
            }
            for (int i = 0; i < sums.length; i += 3) {
                int[] row = rows[i / 3];
                row[3 * x] = rounded(sums[i]);
                row[3 * x + 1] = rounded(sums[i + 1]);
                row[3 * x + 2] = rounded(sums[i + 2]);
            }
        }
    }

    /** Reads the pixels of column x, from row y down. */
    private static void column(Picture picture, int x, int y, int[] column) {
        byte[] rgb = picture.rgb;
        int from = picture.at(x, y);
        for (int i = 0; i < column.length; i += 3, from += picture.down) {
            column[i] = rgb[from] & 0xFF;
            column[i + 1] = rgb[from + 1] & 0xFF;
            column[i + 2] = rgb[from + 2] & 0xFF;
        }
    }

    /** Adds row y of the picture to each output row that it contributes to, from output row {@code top} on. */
    private void add(int[] row, int y, TriangleFilter filter, int top, int[][] sums) {
        for (int to = top; to < height && filter.first[to] <= y; to++) {
            add(row, filter.weights[to * filter.stride + y - filter.first[to]], sums[to]);
        }
    }

    /** A loop over equal indexes and nothing else, so that the JIT makes vector instructions of it. */
    private static void add(int[] samples, int weight, int[] sums) {
        for (int i = 0; i < samples.length; i++) {
            sums[i] += samples[i] * weight;
        }
    }

    private byte[] bytes(int[][] sums) {
        byte[] rgb = new byte[3 * width * height];
        int to = 0;
        for (int[] row : sums) {
            for (int sum : row) {
                rgb[to++] = (byte) rounded(sum + ROUND);
            }
        }
        return rgb;
    }

    /** Clips at 255, because rounded weights can sum to a little more than 1. */
    private static int rounded(int sum) {
        return Math.min(255, sum >>> TriangleFilter.BITS);
    }

    private static <T> Map<Integer, T> recentlyUsed() {
        return new LinkedHashMap<>(FILTERS_KEPT, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, T> eldest) {
                return size() > FILTERS_KEPT;
            }
        };
    }
}
