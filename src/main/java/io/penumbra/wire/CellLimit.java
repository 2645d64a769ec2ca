package io.penumbra.wire;

import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Failures;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.DistanceBins;
import io.penumbra.statistics.DistanceHistogram;

/** The largest size of a cell of a lineup. One Kafka record must hold the cell. */
public final class CellLimit {
    /** Most bytes of a cell, far more than any cell that was seen. */
    public static final int BYTES = 8 << 20;
    /** Most bytes of a lineup, which is part of each score and of the keys of exemplars. */
    public static final int LINEUP_BYTES = 512 << 10;
    /** Most bytes of a record: a cell, its key and its headers. */
    public static final int RECORD_BYTES = BYTES + 2 * LINEUP_BYTES;

    /** Most bytes of a protobuf number. */
    private static final int LARGEST_NUMBER = 10;
    /** Most images of a cell: a thousand a second for a year. As a protobuf number that has 5 bytes. */
    private static final long MOST_IMAGES = 1L << 35;
    /** Bytes of the confidences of a model: at each place a step, a number of images and a sum of millionths. */
    private static final int LARGEST_CONFIDENCES = ConfidenceHistogram.PLACES * (1 + 5 + 8);

    private CellLimit() {}

    /**
     * Checks a lineup in the form that a score carries.
     *
     * @throws IllegalArgumentException if the lineup is invalid or its cells could be too large
     */
    public static void check(io.penumbra.wire.v1.Lineup lineup) {
        check(Wire.lineup(lineup), lineup.getSerializedSize());
    }

    static void check(Lineup lineup, int lineupBytes) {
        if (lineupBytes > LINEUP_BYTES) {
            throw new IllegalArgumentException("the lineup of "
                    + lineup.classes().size() + " classes and "
                    + lineup.candidates().size() + " candidates has " + lineupBytes + " bytes, expected at most "
                    + LINEUP_BYTES);
        }
        long bytes =
                lineupBytes + (long) LARGEST_NUMBER * CountLayout.of(lineup).size() + LARGEST_CONFIDENCES;
        for (ModelVersion candidate : lineup.candidates()) {
            bytes += (long) LARGEST_NUMBER * Failures.size(lineup.classes().size());
            bytes += 2 * LARGEST_CONFIDENCES; // its own, and the baseline's where it failed
            bytes += histogram(ranks(lineup.baseline().members(), candidate.members()));
        }
        if (bytes > BYTES) {
            throw new IllegalArgumentException("a cell of " + lineup.classes().size() + " classes and "
                    + lineup.candidates().size() + " candidates could have " + bytes + " bytes, expected at most "
                    + BYTES);
        }
    }

    /**
     * Bytes of a histogram: a step of 1 byte for each rank, and four numbers. A number of b bytes needs 2^(7·(b − 1))
     * images, so few ranks have long ones.
     */
    private static long histogram(long ranks) {
        long bytes = ranks;
        for (long enough = MOST_IMAGES; enough > 1; enough >>= 7) {
            bytes += DistanceHistogram.COUNTS * Math.min(ranks, enough);
        }
        return bytes;
    }

    /** Ranks that a pair can have. Its taxicab distances are the multiples of 1/(K·K′) from 0 to 2. */
    private static long ranks(long baselineMembers, long candidateMembers) {
        double least = 1.0 / baselineMembers / candidateMembers;
        long bins = 1 + DistanceBins.COUNT - DistanceBins.of(least);
        return DistanceBins.COUNT * Math.min(bins, 2 * baselineMembers * candidateMembers + 1);
    }
}
