package io.penumbra.counts;

import io.penumbra.statistics.ConfidenceBins;
import io.penumbra.statistics.ConfidenceHistogram.Outcome;
import io.penumbra.statistics.ConfidenceSum;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.DistanceSum;
import java.util.Arrays;
import java.util.OptionalLong;

/** Sums images and cells of one lineup to a cell. Used by one thread. */
public final class CellSum {
    private final Lineup lineup;
    private final CountLayout at;
    private final int[] compared;
    private final int uncertain;
    private final long[] counts;
    private final DistanceSum[] distances;
    private final ConfidenceSum confidences;
    private final FailureSum[] failures;

    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private OptionalLong throughMs = OptionalLong.empty();

    public CellSum(Lineup lineup) {
        this.lineup = lineup;
        this.at = CountLayout.of(lineup);
        this.compared =
                lineup.classes().compared().stream().mapToInt(Integer::intValue).toArray();
        this.uncertain = at.uncertain(0);
        this.counts = new long[at.size()];
        this.distances = new DistanceSum[at.candidates()];
        Arrays.setAll(distances, i -> new DistanceSum());
        this.confidences = new ConfidenceSum(1 + at.candidates());
        this.failures = new FailureSum[at.candidates()];
        Arrays.setAll(failures, i -> new FailureSum(at.classes()));
    }

    public CellSum add(Cell cell) {
        lineup.checkSame(cell.lineup());
        long[] more = cell.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i].add(cell.distances().get(i));
            failures[i].add(cell.failures().get(i));
        }
        confidences.add(cell.confidences());
        firstMs = Math.min(firstMs, cell.firstMs());
        lastMs = Math.max(lastMs, cell.lastMs());
        throughMs = Cell.later(throughMs, cell.throughMs());
        return this;
    }

    public CellSum add(ScoredImage image) {
        firstMs = Math.min(firstMs, image.timeMs());
        lastMs = Math.max(lastMs, image.timeMs());
        return count(image, 1);
    }

    /** Subtracts an image that was added with the same values. The times of the first and last image stay. */
    public CellSum takeBack(ScoredImage image) {
        return count(image, -1);
    }

    /**
     * Subtracts an image with these values if the sum can contain one. The times of the first and last image stay.
     *
     * @return whether it can; if not, the sum is as before
     */
    public boolean takeBackIfHeld(ScoredImage image) {
        takeBack(image);
        boolean holds = Arrays.stream(counts).allMatch(count -> count >= 0);
        for (int model = 0; holds && model <= at.candidates(); model++) {
            holds = holdsAt(model, image);
        }
        if (!holds) {
            count(image, 1);
        }
        return holds;
    }

    /** Whether the counts of a model that an image changes can be those of images. */
    private boolean holdsAt(int model, ScoredImage image) {
        if (model > 0 && !image.predicted(model - 1)) {
            return failures[model - 1].isPlausibleAt(image);
        }
        return (model == 0 || distances[model - 1].isPlausibleAt(rank(model - 1, image)))
                && (image.label() == Classes.UNLABELLED
                        || confidences.isPlausibleAt(model, outcome(model, image), image.confidence(model)));
    }

    private CellSum count(ScoredImage image, int images) {
        lineup.checkSame(image.lineup());
        counts[CountLayout.SCORED] += images;
        int classes = at.classes();
        int[] votes = image.votes();
        int voted = at.voted(0, 0);
        for (int i = 0; i < classes * (1 + at.candidates()); i++) {
            counts[voted + i] += images * (long) votes[i];
        }
        if (image.label() != Classes.UNLABELLED) {
            countLabelled(image, image.label(), images);
        }
        int baseline = image.modal(0);
        if (image.isAudited()) {
            countKnown(image, baseline, images);
        }
        countConfidence(0, image, images);
        for (int i = 0; i < at.candidates(); i++) {
            if (!image.predicted(i)) {
                failures[i].count(image, images);
                continue;
            }
            int candidate = image.modal(i + 1);
            countConfidence(i + 1, image, images);
            countDistance(i, baseline, candidate, image, images);
            if (candidate != baseline) {
                countFlip(i, baseline, candidate, image, images);
            }
        }
        return this;
    }

    private static Outcome outcome(int model, ScoredImage image) {
        int label = image.label();
        return Outcome.of(image.modal(0) == label, image.modal(model) == label);
    }

    private void countConfidence(int model, ScoredImage image, int images) {
        int confidence = image.confidence(model);
        boolean isSure = confidence >= ConfidenceBins.SURE;
        if (!isSure && image.isUncertain(model)) {
            counts[uncertain + model] += images;
        }
        if (image.label() == Classes.UNLABELLED) {
            return;
        }
        Outcome outcome = outcome(model, image);
        confidences.add(model, outcome, confidence, images);
        if (isSure && outcome == Outcome.REGRESSION) {
            counts[at.sureRegressions(model - 1)] += images;
        } else if (isSure && outcome == Outcome.FIX) {
            counts[at.sureFixes(model - 1)] += images;
        }
    }

    private void countLabelled(ScoredImage image, int label, int images) {
        counts[at.support(label)] += images;
        if (image.modal(0) != label) {
            counts[at.wrong(label)] += images;
            counts[at.claimed(image.modal(0))] += images;
        }
        int classes = at.classes();
        int[] votes = image.votes();
        for (int model = 0; model <= at.candidates(); model++) {
            int confused = at.confused(model, label, 0);
            for (int y = 0; y < classes; y++) {
                counts[confused + y] += images * (long) votes[model * classes + y];
            }
        }
    }

    private void countKnown(ScoredImage image, int baseline, int images) {
        Truth truth = image.truth();
        counts[CountLayout.AUDITED] += images;
        if (image.isReference()) {
            counts[at.reference(baseline, truth.known())] += images;
            counts[at.unanimous(baseline)] += images;
        } else if (truth.known() != Classes.UNLABELLED) {
            counts[at.known(truth.known())] += images;
        } else if (image.isUnanimous()) {
            counts[at.unanimous(baseline)] += images;
        }
    }

    private static int rank(int candidate, ScoredImage image) {
        return DistanceHistogram.rank(image.taxicab(candidate), image.ofProbabilities(candidate));
    }

    private void countDistance(int i, int baseline, int candidate, ScoredImage image, int images) {
        int label = image.label();
        distances[i].add(rank(i, image), images, label != Classes.UNLABELLED, baseline == label, candidate == label);
    }

    private void countFlip(int i, int baseline, int candidate, ScoredImage image, int images) {
        counts[at.flips(i)] += images;
        if (image.isAudited()) {
            countKnownFlip(i, baseline, candidate, image.truth().known(), images);
        }
        int label = image.label();
        if (label != Classes.UNLABELLED && baseline == label) {
            counts[at.regressions(i, label)] += images;
        } else if (label != Classes.UNLABELLED && candidate == label) {
            counts[at.fixes(i, label)] += images;
        }
        for (int c = 0; c < compared.length; c++) {
            int y = compared[c];
            if (label != Classes.UNLABELLED && label != y) {
                counts[at.falseGains(i, c)] += candidate == y ? images : 0;
                counts[at.falseLosses(i, c)] += baseline == y ? images : 0;
            }
        }
    }

    private void countKnownFlip(int i, int baseline, int candidate, int known, int images) {
        if (known == Classes.UNLABELLED) {
            counts[at.unknownFlips(i)] += images;
        } else if (baseline == known) {
            counts[at.knownRegressions(i)] += images;
        } else if (candidate == known) {
            counts[at.knownFixes(i)] += images;
        }
        for (int c = 0; c < compared.length; c++) {
            int y = compared[c];
            CountLayout.Of of = CountLayout.Of.label(known, y);
            counts[at.gains(i, c, of)] += candidate == y ? images : 0;
            counts[at.losses(i, c, of)] += baseline == y ? images : 0;
        }
    }

    /** The sum so far. */
    public Cell cell() {
        var histograms = Arrays.stream(distances).map(DistanceSum::histogram).toList();
        var failed = Arrays.stream(failures).map(FailureSum::failures).toList();
        return new Cell(lineup, counts.clone(), histograms, confidences.counts(), failed, firstMs, lastMs, throughMs);
    }
}
