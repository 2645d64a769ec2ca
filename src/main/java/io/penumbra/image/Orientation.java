package io.penumbra.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

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
     * Reads the tag from the EXIF block (a TIFF header and what follows) at {@code offset}. Unreadable EXIF, a missing
     * tag and a tag out of range mean upright, as in image viewers.
     */
    static Orientation ofExif(byte[] encoded, int offset) {
        Metadata metadata = new Metadata();
        try {
            new ExifReader().extract(new ByteArrayReader(encoded, offset), metadata);
        } catch (RuntimeException | StackOverflowError damagedExif) {
            return UPRIGHT;
        }
        for (ExifIFD0Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer tag = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (tag != null && tag >= 1 && tag <= BY_TAG.length) {
                return BY_TAG[tag - 1];
            }
        }
        return UPRIGHT;
    }
}
