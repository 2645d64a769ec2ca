package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Failures;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.SparseCounts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Writes cells and their keys as protobuf and reads them back. Only the store's keys have another format, which sorts
 * by pane.
 */
public final class Wire {
    private static final long NO_PANE = Long.MIN_VALUE;

    private Wire() {}

    /** Keys that sort by pane; cells without a pane come first. */
    public static Serde<CellKey> storeKeys() {
        return Serdes.serdeFrom((topic, key) -> storeKey(key), (topic, bytes) -> storeKey(bytes));
    }

    public static Serde<TallyKey> tallyKeys() {
        return Serdes.serdeFrom((topic, key) -> tallyKey(key), (topic, bytes) -> tallyKey(bytes));
    }

    public static Serde<Cell> cells() {
        return Serdes.serdeFrom((topic, cell) -> cell == null ? null : cell(cell), new CellDeserializer());
    }

    private static byte[] storeKey(CellKey key) {
        byte[] leaf = key.leaf().name().getBytes(StandardCharsets.UTF_8);
        // the flipped sign bit makes bytes sort like the numbers
        long pane = key.pane().map(Pane::startMs).orElse(NO_PANE) ^ Long.MIN_VALUE;
        return ByteBuffer.allocate(Long.BYTES + leaf.length + Long.BYTES)
                .putLong(pane)
                .put(leaf)
                .putLong(key.lineup())
                .array();
    }

    private static CellKey storeKey(byte[] bytes) {
        if (bytes.length < 2 * Long.BYTES) {
            throw new SerializationException(
                    "the key has " + bytes.length + " bytes, expected the pane, leaf and lineup of a cell");
        }
        ByteBuffer key = ByteBuffer.wrap(bytes);
        long pane = key.getLong() ^ Long.MIN_VALUE;
        String leaf = new String(bytes, Long.BYTES, bytes.length - 2 * Long.BYTES, StandardCharsets.UTF_8);
        long lineup = key.getLong(bytes.length - Long.BYTES);
        try {
            return new CellKey(
                    pane == NO_PANE ? Optional.empty() : Optional.of(new Pane(pane)), new Subgroup(leaf), lineup);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("the key is not that of a cell: " + e.getMessage(), e);
        }
    }

    private static byte[] tallyKey(TallyKey key) {
        var wire = io.penumbra.wire.v1.TallyKey.newBuilder()
                .setTask(key.task())
                .setLeaf(key.cell().leaf().name())
                .setLineup(key.cell().lineup());
        key.cell().pane().ifPresent(pane -> wire.setPaneMs(pane.startMs()));
        return wire.build().toByteArray();
    }

    private static TallyKey tallyKey(byte[] bytes) {
        try {
            var wire = io.penumbra.wire.v1.TallyKey.parseFrom(bytes);
            Optional<Pane> pane = wire.hasPaneMs() ? Optional.of(new Pane(wire.getPaneMs())) : Optional.empty();
            return new TallyKey(wire.getTask(), new CellKey(pane, new Subgroup(wire.getLeaf()), wire.getLineup()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the key is not a TallyKey: " + e.getMessage(), e);
        }
    }

    private static byte[] cell(Cell cell) {
        var wire = io.penumbra.wire.v1.Cell.newBuilder()
                .setLayout(CountLayout.VERSION)
                .setLineup(lineup(cell.lineup()))
                .setFirstMs(cell.firstMs())
                .setLastMs(cell.lastMs());
        for (long count : cell.counts()) {
            wire.addCounts(count);
        }
        cell.distances().forEach(histogram -> wire.addDistances(sparse(histogram.counts())));
        wire.setConfidences(sparse(cell.confidences()));
        if (!cell.failures().stream().allMatch(Failures::isNone)) {
            cell.failures().forEach(failures -> wire.addFailures(failures(failures)));
        }
        cell.throughMs().ifPresent(wire::setThroughMs);
        return wire.build().toByteArray();
    }

    private static io.penumbra.wire.v1.SparseCounts sparse(SparseCounts counts) {
        var wire = io.penumbra.wire.v1.SparseCounts.newBuilder();
        int before = 0;
        for (int place : counts.places()) {
            wire.addSteps(place - before);
            before = place;
        }
        for (long count : counts.counts()) {
            wire.addCounts(count);
        }
        return wire.build();
    }

    private static io.penumbra.wire.v1.Failures failures(Failures failures) {
        var wire = io.penumbra.wire.v1.Failures.newBuilder();
        for (long count : failures.counts()) {
            wire.addCounts(count);
        }
        if (!failures.isNone()) {
            wire.setConfidences(sparse(failures.confidences().counts()));
        }
        return wire.build();
    }

    static Failures failures(io.penumbra.wire.v1.Failures wire, int classes) {
        long[] counts = new long[wire.getCountsCount()];
        Arrays.setAll(counts, wire::getCounts);
        return new Failures(classes, counts, ConfidenceHistogram.of(confidences(wire.getConfidences(), 1)));
    }

    /** @throws IllegalArgumentException if the histogram is invalid */
    static DistanceHistogram distances(io.penumbra.wire.v1.SparseCounts wire) {
        return DistanceHistogram.of(sparse(wire, DistanceHistogram.COUNTS, DistanceHistogram.RANKS));
    }

    /** @throws IllegalArgumentException if they are not those of so many models */
    static SparseCounts confidences(io.penumbra.wire.v1.SparseCounts wire, int models) {
        return sparse(wire, ConfidenceHistogram.COUNTS, ConfidenceHistogram.PLACES * models);
    }

    private static SparseCounts sparse(io.penumbra.wire.v1.SparseCounts wire, int width, int end) {
        int[] places = new int[wire.getStepsCount()];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            place += wire.getSteps(i);
            places[i] = place;
        }
        long[] counts = new long[wire.getCountsCount()];
        Arrays.setAll(counts, wire::getCounts);
        return SparseCounts.of(width, end, places, counts);
    }

    public static io.penumbra.wire.v1.Lineup lineup(Lineup lineup) {
        var wire = io.penumbra.wire.v1.Lineup.newBuilder()
                .addAllClasses(lineup.classes().names())
                .setPositive(lineup.classes().positive().orElse(0))
                .setNoPositive(lineup.classes().positive().isEmpty())
                .setBaseline(version(lineup.baseline()));
        lineup.candidates().forEach(candidate -> wire.addCandidates(version(candidate)));
        List<Integer> guarded = lineup.classes().guarded();
        if (!guarded.equals(alone(lineup.classes().positive()))) {
            wire.addAllGuarded(guarded).setNoneGuarded(guarded.isEmpty());
        }
        return wire.build();
    }

    /** The guarded classes where nothing else is said. */
    private static List<Integer> alone(OptionalInt positive) {
        return positive.stream().boxed().toList();
    }

    private static io.penumbra.wire.v1.ModelVersion version(ModelVersion version) {
        return io.penumbra.wire.v1.ModelVersion.newBuilder()
                .setName(version.name())
                .setDigest(version.digest())
                .setMembers(version.members())
                .build();
    }

    public static Lineup lineup(io.penumbra.wire.v1.Lineup wire) {
        if (wire.getNoneGuarded() && wire.getGuardedCount() > 0) {
            throw new IllegalArgumentException(
                    "none_guarded is true and guarded is " + wire.getGuardedList() + ", expected one of both");
        }
        OptionalInt positive = wire.getNoPositive() ? OptionalInt.empty() : OptionalInt.of(wire.getPositive());
        boolean isDefault = wire.getGuardedCount() == 0 && !wire.getNoneGuarded();
        return new Lineup(
                new Classes(wire.getClassesList(), positive, isDefault ? alone(positive) : wire.getGuardedList()),
                version(wire.getBaseline()),
                wire.getCandidatesList().stream().map(Wire::version).toList());
    }

    private static ModelVersion version(io.penumbra.wire.v1.ModelVersion wire) {
        return new ModelVersion(wire.getName(), wire.getDigest(), wire.getMembers());
    }
}
