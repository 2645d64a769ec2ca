package io.penumbra.tally;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.tally.wire.Distances;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Cells and their keys as bytes: protobuf, but for a key that sorts by pane in the store. */
final class Wire {
    private static final long NO_PANE = Long.MIN_VALUE;

    private Wire() {}

    /** Store keys sort by pane; the cells without one come first. */
    static Serde<CellKey> storeKeys() {
        return Serdes.serdeFrom((topic, key) -> storeKey(key), (topic, bytes) -> storeKey(bytes));
    }

    static Serde<TallyKey> tallyKeys() {
        return Serdes.serdeFrom((topic, key) -> tallyKey(key), (topic, bytes) -> tallyKey(bytes));
    }

    static Serde<Cell> cells() {
        return Serdes.serdeFrom((topic, cell) -> cell == null ? null : cell(cell), new CellDeserializer());
    }

    private static byte[] storeKey(CellKey key) {
        byte[] leaf = key.leaf().name().getBytes(StandardCharsets.UTF_8);
        // the sign bit flipped, so that bytes sort as the numbers do
        long pane = key.pane().map(Pane::startMs).orElse(NO_PANE) ^ Long.MIN_VALUE;
        return ByteBuffer.allocate(Long.BYTES + leaf.length + Long.BYTES)
                .putLong(pane)
                .put(leaf)
                .putLong(key.lineup())
                .array();
    }

    private static CellKey storeKey(byte[] bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes);
        long pane = key.getLong() ^ Long.MIN_VALUE;
        String leaf = new String(bytes, Long.BYTES, bytes.length - 2 * Long.BYTES, StandardCharsets.UTF_8);
        long lineup = key.getLong(bytes.length - Long.BYTES);
        return new CellKey(
                pane == NO_PANE ? Optional.empty() : Optional.of(new Pane(pane)), new Subgroup(leaf), lineup);
    }

    private static byte[] tallyKey(TallyKey key) {
        var wire = io.penumbra.tally.wire.TallyKey.newBuilder()
                .setTask(key.task())
                .setLeaf(key.cell().leaf().name())
                .setLineup(key.cell().lineup());
        key.cell().pane().ifPresent(pane -> wire.setPaneMs(pane.startMs()));
        return wire.build().toByteArray();
    }

    private static TallyKey tallyKey(byte[] bytes) {
        try {
            var wire = io.penumbra.tally.wire.TallyKey.parseFrom(bytes);
            Optional<Pane> pane = wire.hasPaneMs() ? Optional.of(new Pane(wire.getPaneMs())) : Optional.empty();
            return new TallyKey(wire.getTask(), new CellKey(pane, new Subgroup(wire.getLeaf()), wire.getLineup()));
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException("not the key of a tally: " + e.getMessage(), e);
        }
    }

    private static byte[] cell(Cell cell) {
        var wire = io.penumbra.tally.wire.Cell.newBuilder()
                .setLayout(CountLayout.VERSION)
                .setLineup(lineup(cell.lineup()))
                .setFirstMs(cell.firstMs())
                .setLastMs(cell.lastMs());
        for (long count : cell.counts()) {
            wire.addCounts(count);
        }
        cell.distances().forEach(histogram -> wire.addDistances(distances(histogram)));
        cell.throughMs().ifPresent(wire::setThroughMs);
        return wire.build().toByteArray();
    }

    private static Distances distances(DistanceHistogram histogram) {
        var wire = Distances.newBuilder();
        int before = 0;
        for (int rank : histogram.ranks()) {
            wire.addRankSteps(rank - before);
            before = rank;
        }
        for (long count : histogram.counts()) {
            wire.addCounts(count);
        }
        return wire.build();
    }

    /** @throws IllegalArgumentException if it is none */
    static DistanceHistogram distances(Distances wire) {
        int[] ranks = new int[wire.getRankStepsCount()];
        int rank = 0;
        for (int i = 0; i < ranks.length; i++) {
            rank += wire.getRankSteps(i);
            ranks[i] = rank;
        }
        long[] counts = new long[wire.getCountsCount()];
        Arrays.setAll(counts, wire::getCounts);
        return DistanceHistogram.of(ranks, counts);
    }

    static io.penumbra.tally.wire.Lineup lineup(Lineup lineup) {
        var wire = io.penumbra.tally.wire.Lineup.newBuilder()
                .addAllClasses(lineup.classes().names())
                .setPositive(lineup.classes().positive())
                .setBaseline(version(lineup.baseline()));
        lineup.candidates().forEach(candidate -> wire.addCandidates(version(candidate)));
        return wire.build();
    }

    private static io.penumbra.tally.wire.ModelVersion version(ModelVersion version) {
        return io.penumbra.tally.wire.ModelVersion.newBuilder()
                .setName(version.name())
                .setDigest(version.digest())
                .setMembers(version.members())
                .build();
    }

    static Lineup lineup(io.penumbra.tally.wire.Lineup wire) {
        return new Lineup(
                new Classes(wire.getClassesList(), wire.getPositive()),
                version(wire.getBaseline()),
                wire.getCandidatesList().stream().map(Wire::version).toList());
    }

    private static ModelVersion version(io.penumbra.tally.wire.ModelVersion wire) {
        return new ModelVersion(wire.getName(), wire.getDigest(), wire.getMembers());
    }
}
