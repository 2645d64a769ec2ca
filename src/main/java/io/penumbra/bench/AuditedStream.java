package io.penumbra.bench;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.Truth;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Images without labels, of which somebody labels flips and a few references. They are counted as the service counts
 * them.
 */
final class AuditedStream {
    static final String CANDIDATE = "candidate";
    private static final double POSITIVE = 0.15;
    private static final double MALE = 0.5;
    private static final Lineup LINEUP = new Lineup(
            Classes.of(List.of("not_blond", "blond"), "blond"),
            new ModelVersion("baseline", "b0", 1),
            List.of(new ModelVersion(CANDIDATE, "c0", 1)));
    private static final Subgroup[] LEAVES = {Subgroup.named("sex=female"), Subgroup.named("sex=male")};

    /** Which flips somebody labels. */
    enum Labelled {
        ALL("labels of all flips"),
        LATE("labels 300 images late"),
        LATER("labels 500 images late"),
        SOME("labels of a third of the flips"),
        REGRESSIONS("labels of regressions alone"),
        FIXES("labels of fixes alone");

        private final String text;

        Labelled(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** How many images come between a flip and its label. */
        int delay() {
            return this == LATE ? 300 : this == LATER ? 500 : 0;
        }
    }

    /**
     * What baseline and candidate do on the images of one class.
     *
     * @param wrong share of images on which both are wrong
     * @param regressions share of images on which only the candidate is wrong
     * @param fixes share of images on which only the baseline is wrong
     */
    record Rates(double wrong, double regressions, double fixes) {}

    private record Waiting(ScoredImage image, int y, int seen) {}

    private final SplittableRandom random;
    private final Rates[] rates;
    private final Labelled labelled;
    private final double[] references;
    private final Map<Subgroup, CellSum> sums = new TreeMap<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final ScoredImage[][] images = new ScoredImage[LEAVES.length][4];
    private int seen;
    private long labels;

    /**
     * @param negatives what the models do on images of the other class
     * @param positives what they do on images of the class whose rates are guarded
     * @param references the shares of images that are references, of those that all models say are not of the class,
     *     and of those that they say are
     */
    AuditedStream(SplittableRandom random, Rates negatives, Rates positives, Labelled labelled, double... references) {
        this.random = random;
        this.rates = new Rates[] {negatives, positives};
        this.labelled = labelled;
        this.references = references;
        for (int leaf = 0; leaf < LEAVES.length; leaf++) {
            sums.put(LEAVES[leaf], new CellSum(LINEUP));
            for (int said = 0; said < 4; said++) {
                images[leaf][said] = image(LEAVES[leaf], said / 2, said % 2);
            }
        }
    }

    private static ScoredImage image(Subgroup leaf, int baseline, int candidate) {
        int[] votes = {1 - baseline, baseline, 1 - candidate, candidate};
        float[] probabilities = {1 - baseline, baseline, 1 - candidate, candidate};
        return new ScoredImage(0, leaf, LINEUP, Classes.UNLABELLED, votes, probabilities);
    }

    /** Adds {@code count} images. */
    void see(int count) {
        for (int i = 0; i < count; i++) {
            seen++;
            while (!waiting.isEmpty() && waiting.peek().seen() <= seen - labelled.delay()) {
                Waiting next = waiting.remove();
                sum(next.image()).takeBack(next.image());
                add(next.image(), Optional.of(next.y()), false);
            }
            int leaf = random.nextDouble() < MALE ? 1 : 0;
            int y = random.nextDouble() < POSITIVE ? 1 : 0;
            add(leaf, y, random.nextDouble());
        }
    }

    private void add(int leaf, int y, double drawn) {
        Rates of = rates[y];
        boolean regression = drawn < of.regressions();
        boolean fix = !regression && drawn < of.regressions() + of.fixes();
        boolean wrong = !regression && !fix && drawn < of.regressions() + of.fixes() + of.wrong();
        int baseline = fix || wrong ? 1 - y : y;
        int candidate = regression || wrong ? 1 - y : y;
        ScoredImage image = images[leaf][2 * baseline + candidate];
        if (baseline == candidate) {
            boolean reference = random.nextDouble() < references[baseline];
            add(image, reference ? Optional.of(y) : Optional.empty(), reference);
        } else if (labelled.delay() > 0) {
            add(image, Optional.empty(), false);
            waiting.add(new Waiting(image, y, seen));
        } else {
            boolean known =
                    switch (labelled) {
                        case ALL, LATE, LATER -> true;
                        case SOME -> random.nextInt(3) == 0;
                        case REGRESSIONS -> regression;
                        case FIXES -> fix;
                    };
            add(image, known ? Optional.of(y) : Optional.empty(), false);
        }
    }

    private void add(ScoredImage image, Optional<Integer> label, boolean reference) {
        labels += label.isPresent() ? 1 : 0;
        sum(image)
                .add(label.map(y -> image.with(image.leaf(), Truth.UNKNOWN.chosen(y, reference)))
                        .orElse(image));
    }

    private CellSum sum(ScoredImage image) {
        return Objects.requireNonNull(sums.get(image.leaf()));
    }

    /** Labels so far, of flips and references. */
    long labels() {
        return labels;
    }

    Snapshot snapshot() {
        return Snapshot.of(sums.entrySet().stream()
                .map(sum -> Map.entry(key(sum.getKey()), sum.getValue().cell()))
                .filter(cell -> cell.getValue().scored() > 0)
                .toList());
    }

    private static TallyKey key(Subgroup leaf) {
        return new TallyKey(0, new CellKey(Optional.empty(), leaf, 1));
    }
}
