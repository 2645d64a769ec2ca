package io.penumbra.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resizes pictures to one size, first the rows, then the columns, each rounded to 8 bits: bit for bit Pillow's {@code
 * resize(size, BILINEAR)}. For one thread.
 */
final class Resizer {

    private static final int ROUND = 1 << TriangleFilter.BITS - 1;
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
            return new Pixels(width, height, picture.rgb);
        }
        TriangleFilter across = byWidth.computeIfAbsent(picture.width, in -> new TriangleFilter(in, width));
        TriangleFilter down = byHeight.computeIfAbsent(picture.height, in -> new TriangleFilter(in, height));
        int[] row = new int[3 * width];
        int[] sums = new int[row.length * height];
        Arrays.fill(sums, ROUND);
        int top = 0;
        for (int y = 0; y < picture.height; y++) {
            narrow(picture, y, across, row);
            while (top < height && down.end(top) <= y) {
                top++;
            }
            for (int to = top; to < height && down.first[to] <= y; to++) {
                add(row, down.weights[to * down.stride + y - down.first[to]], sums, to * row.length);
            }
        }
        byte[] rgb = new byte[sums.length];
        for (int i = 0; i < sums.length; i++) {
            rgb[i] = (byte) rounded(sums[i]);
        }
        return new Pixels(width, height, rgb);
    }

    /** Row y of the picture in the new width; ints, because adding up then runs on vector instructions. */
    private void narrow(Picture picture, int y, TriangleFilter filter, int[] row) {
        byte[] rgb = picture.rgb;
        int[] weights = filter.weights;
        int start = 3 * y * picture.width;
        for (int x = 0, to = 0; x < width; x++, to += 3) {
            int from = start + 3 * filter.first[x];
            int weight = x * filter.stride;
            int end = weight + filter.count[x];
            int red = ROUND;
            int green = ROUND;
            int blue = ROUND;
            for (; weight < end; weight++, from += 3) {
                int w = weights[weight];
                red += (rgb[from] & 0xFF) * w;
                green += (rgb[from + 1] & 0xFF) * w;
                blue += (rgb[from + 2] & 0xFF) * w;
            }
            row[to] = rounded(red);
            row[to + 1] = rounded(green);
            row[to + 2] = rounded(blue);
        }
    }

    private static void add(int[] row, int weight, int[] sums, int to) {
        for (int i = 0; i < row.length; i++) {
            sums[to + i] += row[i] * weight;
        }
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
