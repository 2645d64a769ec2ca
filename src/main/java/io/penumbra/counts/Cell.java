package io.penumbra.counts;

import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.SparseCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;

/**
 * All counts of one leaf under one lineup, over one pane or over all panes since the versions' start. Immutable and
 * additive.
 */
public final class Cell {
    private final Lineup lineup;
    private final CountLayout layout;
    private final long[] counts;
    private final List<DistanceHistogram> distances;
    private final SparseCounts confidences;
    private final List<Failures> failures;
    private final long firstMs;
    private final long lastMs;
    private final OptionalLong throughMs;

    /**
     * @param confidences of each model, see {@link ConfidenceHistogram#of(SparseCounts, int)}
     * @param failures of each candidate; empty if none failed
     */
    public Cell(
            Lineup lineup,
            long[] counts,
            List<DistanceHistogram> distances,
            SparseCounts confidences,
            List<Failures> failures,
            long firstMs,
            long lastMs,
            OptionalLong throughMs) {
        this.lineup = lineup;
        this.layout = CountLayout.of(lineup);
        if (counts.length != layout.size()) {
            throw new IllegalArgumentException(
                    "a cell of " + layout + " has " + counts.length + " counts, expected " + layout.size());
        }
        if (distances.size() != layout.candidates()) {
            throw new IllegalArgumentException("a cell of " + layout + " has " + distances.size()
                    + " histograms, expected one for each candidate");
        }
        if (!failures.isEmpty() && failures.size() != layout.candidates()
                || failures.stream().anyMatch(each -> each.classes() != layout.classes())) {
            throw new IllegalArgumentException(
                    "a cell of " + layout + " has " + failures + ", expected failures of each candidate");
        }
        this.counts = counts;
        this.distances = List.copyOf(distances);
        this.confidences = confidences;
        this.failures = failures.stream().allMatch(Failures::isNone)
                ? Collections.nCopies(layout.candidates(), Failures.none(layout.classes()))
                : List.copyOf(failures);
        this.firstMs = firstMs;
        this.lastMs = lastMs;
        this.throughMs = throughMs;
    }

    /** The sum of two cells of one lineup. */
    public Cell plus(Cell other) {
        lineup.checkSame(other.lineup);
        var sums = new ArrayList<DistanceHistogram>(distances.size());
        for (int i = 0; i < distances.size(); i++) {
            sums.add(distances.get(i).plus(other.distances.get(i)));
        }
        var failed = new ArrayList<Failures>(failures.size());
        for (int i = 0; i < failures.size(); i++) {
            failed.add(failures.get(i).plus(other.failures.get(i)));
        }
        return new Cell(
                lineup,
                Counts.plus(counts, other.counts),
                sums,
                confidences.plus(other.confidences),
                failed,
                Math.min(firstMs, other.firstMs),
                Math.max(lastMs, other.lastMs),
                later(throughMs, other.throughMs));
    }

    /** This cell without a part of it. The times of the first and last image stay. */
    Cell minus(Cell part) {
        lineup.checkSame(part.lineup);
        var rest = new ArrayList<DistanceHistogram>(distances.size());
        for (int i = 0; i < distances.size(); i++) {
            rest.add(distances.get(i).minus(part.distances.get(i)));
        }
        var failed = new ArrayList<Failures>(failures.size());
        for (int i = 0; i < failures.size(); i++) {
            failed.add(failures.get(i).minus(part.failures.get(i)));
        }
        return new Cell(
                lineup,
                Counts.minus(counts, part.counts),
                rest,
                confidences.minus(part.confidences),
                failed,
                firstMs,
                lastMs,
                throughMs);
    }

    static OptionalLong later(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || b.isPresent() && b.getAsLong() > a.getAsLong() ? b : a;
    }

    /** This cell, marked as complete: it holds every image of the panes up to this one. */
    public Cell through(Pane pane) {
        long ms = Math.max(pane.startMs(), throughMs.orElse(Long.MIN_VALUE));
        return new Cell(lineup, counts, distances, confidences, failures, firstMs, lastMs, OptionalLong.of(ms));
    }

    public Lineup lineup() {
        return lineup;
    }

    public long scored() {
        return counts[CountLayout.SCORED];
    }

    /** Event time of the first image, milliseconds since the epoch. */
    public long firstMs() {
        return firstMs;
    }

    /** Event time of the last image, milliseconds since the epoch. */
    public long lastMs() {
        return lastMs;
    }

    /** The start of the newest pane that this cell holds completely, if this cell has no pane itself. */
    public OptionalLong throughMs() {
        return throughMs;
    }

    public ModelCounts baseline() {
        return model(0);
    }

    private ModelCounts model(int model) {
        int classes = layout.classes();
        return new ModelCounts(
                model == 0 ? lineup.baseline() : lineup.candidates().get(model - 1),
                lineup.classes(),
                scored(),
                counts[layout.uncertain(model)],
                slice(layout.voted(model, 0), classes),
                slice(layout.support(0), classes),
                slice(layout.confused(model, 0, 0), classes * classes),
                ConfidenceHistogram.of(confidences, model));
    }

    /**
     * The counts of the baseline and of candidate i of the lineup, on the images on which both gave a prediction.
     *
     * @param baseline the result of {@link #baseline()}, made once for all candidates
     */
    PairCounts pair(int i, ModelCounts baseline) {
        int classes = layout.classes();
        Failures failed = failures.get(i);
        return new PairCounts(
                failed.isNone() ? baseline : baseline.without(failed),
                failed.isNone() ? model(i + 1) : model(i + 1).onlyOver(failed),
                failed.images(),
                counts[layout.flips(i)],
                counts[layout.sureRegressions(i)],
                counts[layout.sureFixes(i)],
                failed.from(slice(layout.wrong(0), classes), Failures.At.WRONG),
                failed.from(slice(layout.claimed(0), classes), Failures.At.CLAIMED),
                slice(layout.regressions(i, 0), classes),
                slice(layout.fixes(i, 0), classes),
                compared(c -> layout.falseGains(i, c)),
                compared(c -> layout.falseLosses(i, c)),
                distances.get(i),
                AuditedPair.of(lineup.classes(), layout, counts, i, failed));
    }

    private long[] compared(IntUnaryOperator place) {
        long[] compared = new long[layout.compared()];
        for (int c = 0; c < compared.length; c++) {
            compared[c] = counts[place.applyAsInt(c)];
        }
        return compared;
    }

    private long[] slice(int from, int length) {
        return Arrays.copyOfRange(counts, from, from + length);
    }

    public long[] counts() {
        return counts;
    }

    /** The histogram of each candidate, in the order of the lineup. */
    public List<DistanceHistogram> distances() {
        return distances;
    }

    /** The confidences of all models, for {@link ConfidenceHistogram#of(SparseCounts, int)}. */
    public SparseCounts confidences() {
        return confidences;
    }

    /** What the baseline did where a candidate failed, for each candidate in the order of the lineup. */
    public List<Failures> failures() {
        return failures;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Cell c
                && lineup.equals(c.lineup)
                && Arrays.equals(counts, c.counts)
                && distances.equals(c.distances)
                && confidences.equals(c.confidences)
                && failures.equals(c.failures)
                && firstMs == c.firstMs
                && lastMs == c.lastMs
                && throughMs.equals(c.throughMs);
    }

    @Override
    public int hashCode() {
        return 31 * lineup.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Cell" + Arrays.toString(counts) + " of " + lineup;
    }
}
