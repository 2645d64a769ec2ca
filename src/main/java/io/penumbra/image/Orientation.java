package io.penumbra.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How to turn a stored image upright: the values 1 to 8 of the EXIF tag Orientation, in this order.
 *
 * <p>Pixel (x, y) of the upright image is stored in column x and row y. If the orientation {@link #transposes}, it is
 * column y and row x. {@link #fromRight} counts the column from the right, {@link #fromBottom} the row from the bottom.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    HALF_TURN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    QUARTER_TURN(true, false, true),
    TRANSVERSE(true, true, true),
    THREE_QUARTER_TURN(true, true, false);

    private static final Orientation[] BY_TAG = values();
    private static final int TAG = 0x0112;
    private static final byte[] IN_XMP = "tiff:Orientation".getBytes(StandardCharsets.US_ASCII);

    private final boolean transposes;
    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(boolean transposes, boolean fromRight, boolean fromBottom) {
        this.transposes = transposes;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    boolean transposes() {
        return transposes;
    }

    boolean fromRight() {
        return fromRight;
    }

    boolean fromBottom() {
        return fromBottom;
    }

    /**
     * Reads the orientation as Pillow's {@code ImageOps.exif_transpose} does: the EXIF tag, or if EXIF lacks it, XMP's
     * property. Unreadable metadata and a value out of range mean upright, as in image viewers.
     *
     * @param exif a TIFF header and what follows, also after "Exif\0\0"; may be empty
     * @param xmp a packet of XMP; may be empty
     */
    static Orientation of(byte[] exif, byte[] xmp) {
        OptionalDouble tag = ExifDirectory.value(exif, TAG);
        double value = tag.isPresent() ? tag.getAsDouble() : inXmp(xmp);
        return value >= 1 && value <= BY_TAG.length && value == Math.rint(value) ? BY_TAG[(int) value - 1] : UPRIGHT;
    }

    /** The digit of the first {@code tiff:Orientation="6"} or {@code <tiff:Orientation>6}; 0 if there is none. */
    private static int inXmp(byte[] xmp) {
        for (int at = 0; at < xmp.length - IN_XMP.length - 1; at++) {
            if (xmp[at] != IN_XMP[0] || !Arrays.equals(xmp, at, at + IN_XMP.length, IN_XMP, 0, IN_XMP.length)) {
                continue;
            }
            int next = at + IN_XMP.length;
            int digit = xmp[next] == '>' ? next + 1 : xmp[next] == '=' && xmp[next + 1] == '"' ? next + 2 : xmp.length;
            if (digit < xmp.length && xmp[digit] >= '0' && xmp[digit] <= '9') {
                return xmp[digit] - '0';
            }
        }
        return 0;
    }
}
