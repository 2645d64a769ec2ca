package io.penumbra.tally;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A cell as bytes in the store: the number of its layout, the lineup in protobuf behind its length, then longs, lowest byte first as most machines have them. It is written at every score, where protobuf's
 * variable-length numbers alone would cost more than all the rest of the tally.
 */
final class CellBytes {
    private static final long NONE = Long.MIN_VALUE;

    private static final int HEAD = 2 * Integer.BYTES;

    private final Lineups lineups = new Lineups();
    private final OtherLayouts others = new OtherLayouts();

    /** How many bytes a cell has. */
    static long size(int lineupBytes, int counts) {
        return HEAD + lineupBytes + (long) Long.BYTES * (3 + counts);
    }

    byte[] write(Cell cell) {
        byte[] lineup = lineups.wire(cell.lineup());
        long[] counts = cell.counts();
        byte[] bytes = new byte[Math.toIntExact(size(lineup.length, counts.length))];
        wrap(bytes)
                .putInt(CountLayout.VERSION)
                .putInt(lineup.length)
                .put(lineup)
                .putLong(cell.firstMs())
                .putLong(cell.lastMs())
                .putLong(cell.throughMs().orElse(NONE))
                .asLongBuffer()
                .put(counts);
        return bytes;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The cell, or null if it is of another layout. */
    @Nullable
    Cell read(byte[] bytes) {
        ByteBuffer in = wrap(bytes);
        if (others.contain(in.getInt())) {
            return null;
        }
        int lineupEnd = HEAD + in.getInt();
        in.position(lineupEnd);
        long firstMs = in.getLong();
        long lastMs = in.getLong();
        long through = in.getLong();
        long[] counts = new long[in.remaining() / Long.BYTES];
        in.asLongBuffer().get(counts);
        try {
            Lineup lineup = lineups.read(bytes, HEAD, lineupEnd);
            return new Cell(
                    lineup, counts, firstMs, lastMs, through == NONE ? OptionalLong.empty() : OptionalLong.of(through));
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException("not the lineup of a cell: " + e.getMessage(), e);
        }
    }
}
