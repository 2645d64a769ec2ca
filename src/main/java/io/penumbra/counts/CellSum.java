package io.penumbra.counts;

import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.DistanceSum;
import java.util.Arrays;
import java.util.OptionalLong;

/** Sums images and cells of one lineup to a cell. Used by one thread. */
public final class CellSum {
    private final Lineup lineup;
    private final CountLayout at;
    private final int[] compared;
    private final long[] counts;
    private final DistanceSum[] distances;
    /** The counts of {@link Failures} of each candidate; empty while it did not fail. */
    private final long[][] failures;

    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private OptionalLong throughMs = OptionalLong.empty();

    public CellSum(Lineup lineup) {
        this.lineup = lineup;
        this.at = CountLayout.of(lineup);
        this.compared =
                lineup.classes().compared().stream().mapToInt(Integer::intValue).toArray();
        this.counts = new long[at.size()];
        this.distances = new DistanceSum[at.candidates()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = new DistanceSum();
        }
        this.failures = new long[at.candidates()][0];
    }

    public CellSum add(Cell cell) {
        lineup.checkSame(cell.lineup());
        long[] more = cell.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i].add(cell.distances().get(i));
            long[] failed = cell.failures().get(i).counts();
            for (int count = 0; count < failed.length; count++) {
                failures(i)[count] += failed[count];
            }
        }
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
        for (int i = 0; i < distances.length; i++) {
            holds &= distances[i].isPlausibleAt(DistanceHistogram.rank(image.taxicab(i), image.ofProbabilities(i)))
                    && Arrays.stream(failures[i]).allMatch(count -> count >= 0);
        }
        if (!holds) {
            count(image, 1);
        }
        return holds;
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
        for (int i = 0; i < at.candidates(); i++) {
            if (!image.predicted(i)) {
                countFailure(i, baseline, image, images);
                continue;
            }
            int candidate = image.modal(i + 1);
            countDistance(i, baseline, candidate, image, images);
            if (candidate != baseline) {
                countFlip(i, baseline, candidate, image, images);
            }
        }
        return this;
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
        if (isReference(image)) {
            counts[at.reference(baseline, truth.known())] += images;
            counts[at.unanimous(baseline)] += images;
        } else if (truth.known() != Classes.UNLABELLED) {
            counts[at.known(truth.known())] += images;
        } else if (image.isUnanimous()) {
            counts[at.unanimous(baseline)] += images;
        }
    }

    /** A label of an image that the models tell apart is no reference, whatever it says of itself. */
    private static boolean isReference(ScoredImage image) {
        return image.truth().reference() && image.isUnanimous();
    }

    private long[] failures(int candidate) {
        if (failures[candidate].length == 0) {
            failures[candidate] = new long[Failures.size(at.classes())];
        }
        return failures[candidate];
    }

    private void countFailure(int i, int baseline, ScoredImage image, int images) {
        long[] failed = failures(i);
        int classes = at.classes();
        int label = image.label();
        failed[0] += images;
        for (int y = 0; y < classes; y++) {
            long votes = images * (long) image.votes()[y];
            failed[Failures.place(classes, Failures.At.VOTED, y)] += votes;
            if (label != Classes.UNLABELLED) {
                failed[Failures.confused(classes, label, y)] += votes;
            }
        }
        if (label != Classes.UNLABELLED) {
            failed[Failures.place(classes, Failures.At.SUPPORT, label)] += images;
        }
        if (label != Classes.UNLABELLED && baseline != label) {
            failed[Failures.place(classes, Failures.At.WRONG, label)] += images;
            failed[Failures.place(classes, Failures.At.CLAIMED, baseline)] += images;
        }
        if (!image.isAudited()) {
            return;
        }
        failed[1] += images;
        int known = image.truth().known();
        if (known != Classes.UNLABELLED && !isReference(image)) {
            failed[Failures.place(classes, Failures.At.KNOWN, known)] += images;
        } else if (image.isUnanimous()) {
            failed[Failures.place(classes, Failures.At.UNANIMOUS, baseline)] += images;
        }
    }

    private void countDistance(int i, int baseline, int candidate, ScoredImage image, int images) {
        int rank = DistanceHistogram.rank(image.taxicab(i), image.ofProbabilities(i));
        int label = image.label();
        distances[i].add(rank, images, label != Classes.UNLABELLED, baseline == label, candidate == label);
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
        var failed = Arrays.stream(failures)
                .map(each -> Failures.of(at.classes(), each.clone()))
                .toList();
        return new Cell(lineup, counts.clone(), histograms, failed, firstMs, lastMs, throughMs);
    }
}
