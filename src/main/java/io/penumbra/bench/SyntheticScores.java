package io.penumbra.bench;

import io.penumbra.counts.Attributes;
import io.penumbra.counts.KeptValues;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.ModelVersion;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Synthetic records of {@code scores}, in the form in which the demo's scoring writes them: a baseline and candidates
 * of three members each, two classes, labels and two attributes. The candidates seldom differ from the baseline. The
 * same seed gives the same scores.
 */
final class SyntheticScores {
    private static final int MEMBERS = 3;
    private static final int AGREE_PERCENT = 95;

    private final Random random;
    private final int values;
    private final Lineup lineup;
    private final Instant start;
    private final Duration period;
    private long made;

    /**
     * @param values number of values of each attribute
     * @param start event time of the first score
     * @param period event time between two scores
     */
    SyntheticScores(long seed, List<String> candidates, int values, Instant start, Duration period) {
        this.random = new Random(seed);
        this.values = values;
        this.start = start;
        this.period = period;
        var all = Lineup.newBuilder()
                .addAllClasses(List.of("not_blond", "blond"))
                .setPositive(1)
                .setBaseline(version("full"));
        candidates.forEach(name -> all.addCandidates(version(name)));
        this.lineup = all.build();
    }

    private static ModelVersion version(String name) {
        return ModelVersion.newBuilder()
                .setName(name)
                .setDigest("%016x".formatted(name.hashCode()))
                .setMembers(MEMBERS)
                .build();
    }

    /** Finds the leaves of the scores. */
    static KeptValues values() {
        return KeptValues.inMemory(Attributes.of(Map.of("sex", List.of(), "age", List.of())));
    }

    /** The id of the n-th image, n from 0. */
    static String id(long n) {
        return "%06d".formatted(n);
    }

    /** The next score, one period after the last. */
    Score next() {
        return next(0);
    }

    /** The next score, up to {@code most} late. */
    Score late(Duration most) {
        return next(random.nextLong(most.toMillis()));
    }

    private Score next(long lateMs) {
        boolean blond = random.nextInt(100) < 15;
        var score = Score.newBuilder()
                .setImageId(id(made))
                .setTimeMs(start.plus(period.multipliedBy(made)).toEpochMilli() - lateMs)
                .setSource(Source.newBuilder()
                        .setTopic("penumbra.images")
                        .setPartition((int) (made % 4))
                        .setOffset(made / 4))
                .setLabel(blond ? "blond" : "not_blond")
                .putSubgroups("sex", "sex-" + random.nextInt(values))
                .putSubgroups("age", "age-" + random.nextInt(values))
                .setLineup(lineup);
        int baseline = blond ? MEMBERS : 0;
        for (int model = 0; model <= lineup.getCandidatesCount(); model++) {
            int votes = random.nextInt(100) < AGREE_PERCENT ? baseline : random.nextInt(MEMBERS + 1);
            float probability = (votes + random.nextFloat()) / (MEMBERS + 1);
            score.addVotes(MEMBERS - votes)
                    .addVotes(votes)
                    .addProbabilities(1 - probability)
                    .addProbabilities(probability);
        }
        made++;
        return score.build();
    }
}
