package io.penumbra.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * Looks for one tag in the first directory of an EXIF block (a TIFF file, see TIFF 6.0, section 2). It follows no
 * pointer to another directory, and takes time and memory by the length of the block.
 *
 * <p>It takes damaged directories as Pillow 13.0.0 does. It reads entry by entry until one is cut off or points outside
 * the block, and what it read until then counts. The first of two equal tags counts.
 */
final class ExifDirectory {

    private static final OptionalDouble NO_NUMBER = OptionalDouble.of(Double.NaN);
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int INLINE = 4;

    private enum Type {
        BYTE(1),
        ASCII(1),
        SHORT(2),
        LONG(4),
        RATIONAL(8),
        SIGNED_BYTE(1),
        UNDEFINED(1),
        SIGNED_SHORT(2),
        SIGNED_LONG(4),
        SIGNED_RATIONAL(8),
        FLOAT(4),
        DOUBLE(8),
        IFD(4);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final Type[] TYPES = Type.values();
    private static final int LONG8 = 16;

    private final ByteBuffer block;

    private ExifDirectory(ByteBuffer block) {
        this.block = block;
    }

    /**
     * The first value of {@code tag}; NaN if it is no number or the block is no TIFF; empty if the tag is missing.
     *
     * @param exif may begin with "Exif\0\0", even twice
     */
    static OptionalDouble value(byte[] exif, int tag) {
        ByteBuffer block = ByteBuffer.wrap(exif);
        for (int i = 0; i < 2 && startsWithName(block); i++) {
            block.position(block.position() + 6);
        }
        block = block.slice();
        if (block.remaining() < HEADER) {
            return block.hasRemaining() ? NO_NUMBER : OptionalDouble.empty();
        }
        switch (block.getInt(0)) {
            case 0x4D4D002A, 0x4D4D2A00, 0x4D4D002B -> block.order(ByteOrder.BIG_ENDIAN);
            case 0x49492A00, 0x4949002A -> block.order(ByteOrder.LITTLE_ENDIAN);
            default -> {
                return NO_NUMBER;
            }
        }
        return new ExifDirectory(block).value(tag, block.getInt(4) & 0xFFFFFFFFL);
    }

    private OptionalDouble value(int tag, long directory) {
        if (directory > block.limit() - 2) {
            return OptionalDouble.empty();
        }
        block.position((int) directory);
        int entries = block.getShort() & 0xFFFF;
        var seen = new BitSet();
        long outside = 0;
        for (int i = 0; i < entries && block.remaining() >= ENTRY; i++) {
            int name = block.getShort() & 0xFFFF;
            int type = block.getShort() & 0xFFFF;
            long count = block.getInt() & 0xFFFFFFFFL;
            int at = block.position();
            block.position(at + INLINE);
            int unit = bytes(type);
            if (unit == 0 || count == 0 || seen.get(name)) {
                continue;
            }
            long size = unit * count;
            if (size > INLINE) {
                outside += size;
                if (outside > block.limit()) {
                    continue;
                }
                long offset = block.getInt(at) & 0xFFFFFFFFL;
                if (offset + size > block.limit()) {
                    return OptionalDouble.empty();
                }
                at = (int) offset;
            }
            if (name == tag) {
                return OptionalDouble.of(number(type, at));
            }
            seen.set(name);
        }
        return OptionalDouble.empty();
    }

    private static boolean startsWithName(ByteBuffer block) {
        return block.remaining() >= 6
                && block.getInt(block.position()) == 0x45786966
                && block.getShort(block.position() + 4) == 0;
    }

    /** Bytes of a value, 0 of an unknown type. */
    private static int bytes(int type) {
        if (type == LONG8) {
            return 8;
        }
        return type >= 1 && type <= TYPES.length ? TYPES[type - 1].bytes : 0;
    }

    private double number(int type, int at) {
        if (type == LONG8) {
            return block.getLong(at);
        }
        return switch (TYPES[type - 1]) {
            case SHORT -> block.getShort(at) & 0xFFFF;
            case LONG, IFD -> block.getInt(at) & 0xFFFFFFFFL;
            case SIGNED_BYTE -> block.get(at);
            case SIGNED_SHORT -> block.getShort(at);
            case SIGNED_LONG -> block.getInt(at);
            case RATIONAL -> (block.getInt(at) & 0xFFFFFFFFL) / (double) (block.getInt(at + 4) & 0xFFFFFFFFL);
            case SIGNED_RATIONAL -> block.getInt(at) / (double) block.getInt(at + 4);
            case FLOAT -> block.getFloat(at);
            case DOUBLE -> block.getDouble(at);
            case BYTE, ASCII, UNDEFINED -> Double.NaN;
        };
    }
}
