package io.penumbra.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files that {@code make_fixtures.py} made. */
final class Fixtures {

    /** Small and without a mean, so that differences are differences of pixels. */
    static final InputFormat TWELVE_BY_TEN = plain(12, 10);

    private Fixtures() {}

    static InputFormat plain(int width, int height) {
        return new InputFormat(width, height, Layout.NCHW, new float[3], new float[] {1, 1, 1});
    }

    static byte[] bytes(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/image/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no fixture " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Largest difference of one channel of one pixel, 0 to 255. */
    static int difference(byte[] one, byte[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " bytes against " + other.length);
        }
        int largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs((one[i] & 0xFF) - (other[i] & 0xFF)));
        }
        return largest;
    }
}
