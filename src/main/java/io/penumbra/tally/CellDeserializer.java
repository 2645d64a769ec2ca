package io.penumbra.tally;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads cells off the topic of tallies. It keeps the last lineup, so that cells of one lineup share it. */
final class CellDeserializer implements Deserializer<@Nullable Cell> {
    private record Known(io.penumbra.tally.wire.Lineup wire, Lineup lineup) {}

    private volatile @Nullable Known last;

    @Override
    public @Nullable Cell deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            var wire = io.penumbra.tally.wire.Cell.parseFrom(bytes);
            long[] counts = new long[wire.getCountsCount()];
            Arrays.setAll(counts, wire::getCounts);
            OptionalLong through = wire.hasThroughMs() ? OptionalLong.of(wire.getThroughMs()) : OptionalLong.empty();
            return new Cell(lineup(wire.getLineup()), counts, wire.getFirstMs(), wire.getLastMs(), through);
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException("not a cell: " + e.getMessage(), e);
        }
    }

    private Lineup lineup(io.penumbra.tally.wire.Lineup wire) {
        Known known = last;
        if (known == null || !known.wire().equals(wire)) {
            known = new Known(wire, Wire.lineup(wire));
            last = known;
        }
        return known.lineup();
    }
}
