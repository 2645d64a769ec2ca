package io.penumbra.image;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resizes pictures to one size, first the rows, then the columns, each rounded to 8 bits: bit for bit Pillow's {@code
 * resize(size, BILINEAR)}. For one thread.
 */
final class Resizer {

    private static final int ROUND = 1 << TriangleFilter.BITS - 1;
    private static final long ROUND_BOTH = ROUND | (long) ROUND << 32;
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
            return new Pixels(width, height, picture.rgb.clone());
        }
        TriangleFilter across = byWidth.computeIfAbsent(picture.width, in -> new TriangleFilter(in, width));
        TriangleFilter down = byHeight.computeIfAbsent(picture.height, in -> new TriangleFilter(in, height));
        long[] pair = new long[3 * picture.width];
        int[] row = new int[3 * width];
        int[] next = new int[row.length];
        int[][] sums = new int[height][row.length];
        int top = 0;
        for (int y = 0; y < picture.height; y += 2) {
            pair(picture, y, pair);
            narrow(pair, across, row, next);
            top = down.firstWith(y, top);
            add(row, y, down, top, sums);
            if (y + 1 < picture.height) {
                add(next, y + 1, down, down.firstWith(y + 1, top), sums);
            }
        }
        return new Pixels(width, height, bytes(sums));
    }

    /** Row y in the low halves and the next one in the high halves, so that one multiplication serves both. */
    private static void pair(Picture picture, int y, long[] pair) {
        byte[] rgb = picture.rgb;
        int low = y * pair.length;
        int high = y + 1 < picture.height ? low + pair.length : low;
        for (int i = 0; i < pair.length; i++) {
            pair[i] = rgb[low + i] & 0xFF | (rgb[high + i] & 0xFFL) << 32;
        }
    }

    /** Both rows in the new width; no sum exceeds 31 bits, so none runs over into the other row's. */
    private void narrow(long[] pair, TriangleFilter filter, int[] low, int[] high) {
        int[] weights = filter.weights;
        for (int x = 0, to = 0; x < width; x++, to += 3) {
            int from = 3 * filter.first[x];
            int weight = x * filter.stride;
            int end = weight + filter.count[x];
            long red = ROUND_BOTH;
            long green = ROUND_BOTH;
            long blue = ROUND_BOTH;
            for (; weight < end; weight++, from += 3) {
                long w = weights[weight];
                red += pair[from] * w;
                green += pair[from + 1] * w;
                blue += pair[from + 2] * w;
            }
            low[to] = rounded((int) red);
            low[to + 1] = rounded((int) green);
            low[to + 2] = rounded((int) blue);
            high[to] = rounded((int) (red >>> 32));
            high[to + 1] = rounded((int) (green >>> 32));
            high[to + 2] = rounded((int) (blue >>> 32));
        }
    }

    /** Adds row y of the old height to the rows of the new height that it weighs in, from {@code top} on. */
    private void add(int[] row, int y, TriangleFilter filter, int top, int[][] sums) {
        for (int to = top; to < height && filter.first[to] <= y; to++) {
            add(row, filter.weights[to * filter.stride + y - filter.first[to]], sums[to]);
        }
    }

    /** Ints at the same index and nothing else, so that the JIT makes vector instructions of it. */
    private static void add(int[] row, int weight, int[] sums) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += row[i] * weight;
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

    /** Weights that sum to 1 by rounding can exceed it by a little. */
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
