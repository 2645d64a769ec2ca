package io.penumbra.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/**
 * How the stored image must be turned to be seen upright: the EXIF tag Orientation, 1 to 8 in this order.
 * Pixel (x, y) of the upright image is stored in column x and row y, or y and x where it {@link #transposes}, counted from
 * the right or the bottom where it says so.
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
     * Of the EXIF block (a TIFF header and what follows) that begins at {@code offset}. Unreadable EXIF, no tag and a tag out
     * of range all mean upright, as viewers show it.
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
