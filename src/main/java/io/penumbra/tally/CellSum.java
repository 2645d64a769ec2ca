package io.penumbra.tally;

import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.DistanceSum;
import io.penumbra.statistics.LabelDistance;
import java.util.Arrays;
import java.util.OptionalLong;

/** A cell in the making: a sum of images and cells of one lineup. Belongs to one thread. */
final class CellSum {
    private final Lineup lineup;
    private final CountLayout at;
    private final long[] counts;
    private final DistanceSum[] distances;
    /** Size of each model's population, the baseline first. */
    private final int[] members;

    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private OptionalLong throughMs = OptionalLong.empty();

    CellSum(Lineup lineup) {
        this.lineup = lineup;
        this.at = CountLayout.of(lineup);
        this.counts = new long[at.size()];
        this.distances = new DistanceSum[at.candidates()];
        this.members = new int[1 + at.candidates()];
        members[0] = lineup.baseline().members();
        for (int i = 0; i < distances.length; i++) {
            distances[i] = new DistanceSum();
            members[i + 1] = lineup.candidates().get(i).members();
        }
    }

    CellSum add(Cell cell) {
        checkSame(cell.lineup());
        long[] more = cell.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i].add(cell.distances().get(i));
        }
        firstMs = Math.min(firstMs, cell.firstMs());
        lastMs = Math.max(lastMs, cell.lastMs());
        if (throughMs.isEmpty()
                || cell.throughMs().isPresent() && cell.throughMs().getAsLong() > throughMs.getAsLong()) {
            throughMs = cell.throughMs();
        }
        return this;
    }

    CellSum add(ScoredImage image) {
        checkSame(image.lineup());
        counts[CountLayout.SCORED]++;
        firstMs = Math.min(firstMs, image.timeMs());
        lastMs = Math.max(lastMs, image.timeMs());
        if (image.label() != Classes.UNLABELLED) {
            addLabelled(image, image.label());
        }
        int baseline = image.modal()[0];
        for (int i = 0; i < at.candidates(); i++) {
            int candidate = image.modal()[i + 1];
            addDistance(i, baseline, candidate, image);
            if (candidate != baseline) {
                addFlip(i, baseline, candidate, image.label());
            }
        }
        return this;
    }

    private void addLabelled(ScoredImage image, int label) {
        counts[at.support(label)]++;
        if (image.modal()[0] != label) {
            counts[at.wrong(label)]++;
        }
        int classes = at.classes();
        int[] votes = image.votes();
        for (int model = 0; model <= at.candidates(); model++) {
            counts[at.correct(model, label)] += votes[model * classes + label];
            for (int y = 0; y < classes; y++) {
                counts[at.predicted(model, y)] += votes[model * classes + y];
            }
        }
    }

    private void addDistance(int i, int baseline, int candidate, ScoredImage image) {
        int classes = at.classes();
        int from = (i + 1) * classes;
        int rank = DistanceHistogram.rank(
                LabelDistance.taxicab(image.votes(), 0, members[0], from, members[i + 1], classes),
                LabelDistance.ofProbabilities(image.probabilities(), 0, from, classes));
        int label = image.label();
        distances[i].add(rank, label != Classes.UNLABELLED, baseline == label, candidate == label);
    }

    private void addFlip(int i, int baseline, int candidate, int label) {
        counts[at.flips(i)]++;
        if (label == Classes.UNLABELLED) {
            return;
        }
        if (baseline == label) {
            counts[at.regressions(i, label)]++;
        } else if (candidate == label) {
            counts[at.fixes(i, label)]++;
        }
        int positive = lineup.classes().positive();
        if (candidate == positive) {
            counts[at.positivesGained(i, label)]++;
        } else if (baseline == positive) {
            counts[at.positivesLost(i, label)]++;
        }
    }

    private void checkSame(Lineup other) {
        if (other != lineup && !lineup.equals(other)) {
            throw new IllegalArgumentException("counts of " + lineup + " and of " + other + " are never mixed");
        }
    }

    /** The sum so far. */
    Cell cell() {
        var histograms = Arrays.stream(distances).map(DistanceSum::histogram).toList();
        return new Cell(lineup, counts.clone(), histograms, firstMs, lastMs, throughMs);
    }
}
