package io.penumbra.wire;

import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.statistics.DistanceBins;

/** How large a cell of a lineup can come to be, which one record of Kafka has to hold. */
public final class CellLimit {
    /** Bytes of a cell, far more than any has that was seen. */
    public static final int BYTES = 8 << 20;
    /** Bytes of a lineup, which stands in each score and in the keys of exemplars too. */
    public static final int LINEUP_BYTES = 512 << 10;
    /** Bytes of a record: a cell, its key and its headers. */
    public static final int RECORD_BYTES = BYTES + 2 * LINEUP_BYTES;

    /** A number of protobuf, at the most. */
    private static final int LARGEST_NUMBER = 10;
    /** A rank of a histogram, and its four counts as large as they come to be in a year. */
    private static final int LARGEST_RANK = 1 + 4 * 5;

    private CellLimit() {}

    /**
     * Checks a lineup as a score would carry it.
     *
     * @throws IllegalArgumentException if it is none, or its cells could be too large
     */
    public static void check(io.penumbra.wire.v1.Lineup lineup) {
        check(Wire.lineup(lineup), lineup.getSerializedSize());
    }

    static void check(Lineup lineup, int lineupBytes) {
        if (lineupBytes > LINEUP_BYTES) {
            throw new IllegalArgumentException(
                    "the lineup of " + lineup.classes().size() + " classes and "
                            + lineup.candidates().size() + " candidates has " + lineupBytes + " bytes; " + LINEUP_BYTES
                            + " are the most");
        }
        long bytes =
                lineupBytes + (long) LARGEST_NUMBER * CountLayout.of(lineup).size();
        for (ModelVersion candidate : lineup.candidates()) {
            bytes += LARGEST_RANK * ranks(lineup.baseline().members(), candidate.members());
        }
        if (bytes > BYTES) {
            throw new IllegalArgumentException("a cell of " + lineup.classes().size() + " classes and "
                    + lineup.candidates().size() + " candidates could have " + bytes + " bytes; a record holds "
                    + BYTES);
        }
    }

    /** Populations of few members have few taxicab distances: multiples of 1/(K·K′), from 0 to 2. */
    private static long ranks(long baselineMembers, long candidateMembers) {
        return DistanceBins.COUNT * Math.min(DistanceBins.COUNT, 2 * baselineMembers * candidateMembers + 1);
    }
}
