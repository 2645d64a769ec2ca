package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CountCheck;
import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Lineup;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads cells from the topic of tallies and from a task's store. A cell of another layout reads as null. Cells of one
 * lineup share the lineup object.
 */
final class CellDeserializer implements Deserializer<@Nullable Cell> {
    private final Lineups lineups = new Lineups();
    private final OtherLayouts others = new OtherLayouts();

    @Override
    public @Nullable Cell deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            var wire = io.penumbra.wire.v1.Cell.parseFrom(bytes);
            if (wire.getLayout() < 1) {
                throw new IllegalArgumentException(
                        "its layout is " + wire.getLayout() + ", expected " + CountLayout.VERSION);
            }
            if (others.contain(wire.getLayout())) {
                return null;
            }
            byte[] lineup = wire.getLineup().toByteArray();
            long[] counts = new long[wire.getCountsCount()];
            Arrays.setAll(counts, wire::getCounts);
            OptionalLong through = wire.hasThroughMs() ? OptionalLong.of(wire.getThroughMs()) : OptionalLong.empty();
            Lineup of = lineups.read(lineup, 0, lineup.length);
            CellLimit.check(of, lineup.length);
            Cell cell = new Cell(
                    of,
                    counts,
                    wire.getDistancesList().stream().map(Wire::distances).toList(),
                    Wire.confidences(wire.getConfidences(), 1 + of.candidates().size()),
                    wire.getFailuresList().stream()
                            .map(failures ->
                                    Wire.failures(failures, wire.getLineup().getClassesCount()))
                            .toList(),
                    wire.getFirstMs(),
                    wire.getLastMs(),
                    through);
            CountCheck.check(cell);
            return cell;
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the bytes are not a Cell: " + e.getMessage(), e);
        }
    }
}
