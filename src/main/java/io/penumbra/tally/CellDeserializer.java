package io.penumbra.tally;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads cells off the topic of tallies. */
final class CellDeserializer implements Deserializer<@Nullable Cell> {
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
            return new Cell(Wire.lineup(wire.getLineup()), counts, wire.getFirstMs(), wire.getLastMs(), through);
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException("not a cell: " + e.getMessage(), e);
        }
    }
}
