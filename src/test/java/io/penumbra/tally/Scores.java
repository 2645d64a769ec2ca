package io.penumbra.tally;

import io.penumbra.counts.Attributes;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.wire.ScoreRead;
import io.penumbra.wire.ScoreReader;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Scores as a scorer would send them. */
public final class Scores {
    public static final List<String> ATTRIBUTES = List.of("sex", "age");

    /** So few that ties are common. */
    private static final float[] PROBABILITIES = {0, 0.25f, 0.5f, 0.6f, 0.75f, 0.9f, 0.96f, 1};

    /** They keep the first values of both attributes, up to the default bounds. */
    public static KeptValues values() {
        return values(KeptValues.MOST_VALUES);
    }

    public static KeptValues values(int most) {
        return KeptValues.inMemory(
                Attributes.of(Map.of("sex", List.of(), "age", List.of())), most, KeptValues.MOST_LEAVES);
    }

    /** Of the tests of the tally. */
    static final TallySettings.Topics TOPICS = new TallySettings.Topics(
            "scores", "tallies", "exemplars", "references", "flips", "claims", "forgotten", "scores.dlq");

    private Scores() {}

    public static io.penumbra.wire.v1.ModelVersion version(String name, String digest, int members) {
        return io.penumbra.wire.v1.ModelVersion.newBuilder()
                .setName(name)
                .setDigest(digest)
                .setMembers(members)
                .build();
    }

    public static io.penumbra.wire.v1.Lineup lineup(
            io.penumbra.wire.v1.ModelVersion baseline, io.penumbra.wire.v1.ModelVersion... candidates) {
        return io.penumbra.wire.v1.Lineup.newBuilder()
                .addClasses("not_blond")
                .addClasses("blond")
                .setPositive(1)
                .setBaseline(baseline)
                .addAllCandidates(List.of(candidates))
                .build();
    }

    /** A baseline of three members and two candidates, of three and of one. */
    public static io.penumbra.wire.v1.Lineup lineup() {
        return lineup(version("full", "f0", 3), version("pruned-95", "p0", 3), version("int8", "i0", 1));
    }

    public static Score random(Random random, io.penumbra.wire.v1.Lineup lineup, long timeMs) {
        var score = Score.newBuilder()
                .setImageId("image-" + random.nextInt())
                .setTimeMs(timeMs)
                .setSource(Source.newBuilder().setTopic("penumbra.images").setOffset(random.nextInt(1000)))
                .setLineup(lineup);
        if (random.nextInt(5) > 0) {
            score.setLabel(lineup.getClasses(random.nextInt(lineup.getClassesCount())));
        }
        if (random.nextInt(10) > 0) {
            score.putSubgroups("sex", random.nextBoolean() ? "male" : "female");
        }
        score.putSubgroups("age", random.nextInt(4) == 0 ? "old" : "young");
        score.putSubgroups("hat", "yes");
        vote(random, score, lineup.getBaseline().getMembers());
        lineup.getCandidatesList().forEach(candidate -> vote(random, score, candidate.getMembers()));
        return score.build();
    }

    /** The same score, in which a candidate gave no prediction. */
    public static Score failing(Score score, int candidate) {
        var failing = score.toBuilder();
        int classes = score.getLineup().getClassesCount();
        for (int i = (1 + candidate) * classes; i < (2 + candidate) * classes; i++) {
            failing.setVotes(i, 0).setProbabilities(i, 0);
        }
        return failing.build();
    }

    private static void vote(Random random, Score.Builder score, int members) {
        int classes = score.getLineup().getClassesCount();
        int[] votes = new int[classes];
        for (int i = 0; i < members; i++) {
            votes[random.nextInt(classes)]++;
        }
        for (int y = 0; y < classes; y++) {
            score.addVotes(votes[y]);
            score.addProbabilities(PROBABILITIES[random.nextInt(PROBABILITIES.length)]);
        }
    }

    /** Images that a subgroup counts in a window: 0 where it is absent. */
    public static long scored(Snapshot snapshot, Window window, Subgroup subgroup) {
        SubgroupCounts counts = snapshot.window(window).get(subgroup);
        return counts == null ? 0 : counts.scored();
    }

    public static Cell cell(ScoredImage... images) {
        var sum = new CellSum(images[0].lineup());
        for (ScoredImage image : images) {
            sum.add(image);
        }
        return sum.cell();
    }

    public static ScoredImage read(Score score) {
        return read(score.toByteArray());
    }

    public static ScoredImage read(byte[] score) {
        ScoreRead read = new ScoreReader(values()).read(score);
        if (read instanceof ScoreRead.Given given) {
            return given.image();
        }
        throw new AssertionError(read.toString());
    }

    /** Those of a tally of these topics and attributes, with so many exemplars at the most. */
    public static TallySettings settings(int most, Optional<TallySettings.Labels> labels) {
        return new TallySettings(
                TOPICS, values(), Duration.ofHours(25), Duration.ofDays(365), Duration.ofHours(1), most, labels);
    }
}
