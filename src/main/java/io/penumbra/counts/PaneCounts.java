package io.penumbra.counts;

import java.util.Arrays;

/**
 * The counts of one pane, subgroup and lineup that a series over time needs. Additive and immutable, without distances.
 */
final class PaneCounts {
    private static final int PER_CANDIDATE = 6;
    /** Where the votes begin among all counts. */
    static final int FIRST = 3;

    private final Lineup lineup;
    private final long scored;
    private final long labelled;
    private final long wrong;
    /** Votes per model and class, then per candidate: flips, regressions, fixes, and where it failed: images, labelled, wrong. */
    private final long[] counts;

    private PaneCounts(Lineup lineup, long scored, long labelled, long wrong, long[] counts) {
        this.lineup = lineup;
        this.scored = scored;
        this.labelled = labelled;
        this.wrong = wrong;
        this.counts = counts;
    }

    static PaneCounts none(Lineup lineup) {
        CountLayout at = CountLayout.of(lineup);
        return new PaneCounts(
                lineup, 0, 0, 0, new long[(1 + at.candidates()) * at.classes() + PER_CANDIDATE * at.candidates()]);
    }

    /** The number of all counts. */
    static int size(Lineup lineup) {
        CountLayout at = CountLayout.of(lineup);
        return FIRST + (1 + at.candidates()) * at.classes() + PER_CANDIDATE * at.candidates();
    }

    /** Where the six counts of a candidate begin among all counts. */
    static int ofCandidate(Lineup lineup, int candidate) {
        int models = 1 + lineup.candidates().size();
        return FIRST + models * lineup.classes().size() + PER_CANDIDATE * candidate;
    }

    /** @param all as {@link #all} gives them */
    static PaneCounts of(Lineup lineup, long[] all) {
        return new PaneCounts(lineup, all[0], all[1], all[2], Arrays.copyOfRange(all, FIRST, all.length));
    }

    /** All counts: scored, labelled, wrong, then the others in their order. */
    long[] all() {
        long[] all = new long[FIRST + counts.length];
        all[0] = scored;
        all[1] = labelled;
        all[2] = wrong;
        System.arraycopy(counts, 0, all, FIRST, counts.length);
        return all;
    }

    /** Adds an image to all counts so many times. */
    static void add(long[] all, ScoredImage image, int images) {
        int label = image.label();
        boolean labelled = label != Classes.UNLABELLED;
        boolean wrong = labelled && image.modal(0) != label;
        all[0] += images;
        all[1] += labelled ? images : 0;
        all[2] += wrong ? images : 0;
        int[] votes = image.votes();
        for (int i = 0; i < votes.length; i++) {
            all[FIRST + i] += images * (long) votes[i];
        }
        for (int i = 0; i < image.lineup().candidates().size(); i++) {
            int place = FIRST + votes.length + PER_CANDIDATE * i;
            if (!image.predicted(i)) {
                all[place + 3] += images;
                all[place + 4] += labelled ? images : 0;
                all[place + 5] += wrong ? images : 0;
            } else if (image.modal(i + 1) != image.modal(0)) {
                all[place] += images;
                all[place + 1] += labelled && image.modal(0) == label ? images : 0;
                all[place + 2] += labelled && image.modal(i + 1) == label ? images : 0;
            }
        }
    }

    static PaneCounts of(Cell cell) {
        Lineup lineup = cell.lineup();
        CountLayout at = CountLayout.of(lineup);
        int voted = (1 + at.candidates()) * at.classes();
        long[] counts = new long[voted + PER_CANDIDATE * at.candidates()];
        System.arraycopy(cell.counts(), at.voted(0, 0), counts, 0, voted);
        long labelled = 0;
        long wrong = 0;
        for (int y = 0; y < at.classes(); y++) {
            labelled += cell.counts()[at.support(y)];
            wrong += cell.counts()[at.wrong(y)];
        }
        for (int i = 0; i < at.candidates(); i++) {
            int place = voted + PER_CANDIDATE * i;
            counts[place] = cell.counts()[at.flips(i)];
            for (int y = 0; y < at.classes(); y++) {
                counts[place + 1] += cell.counts()[at.regressions(i, y)];
                counts[place + 2] += cell.counts()[at.fixes(i, y)];
            }
            Failures failed = cell.failures().get(i);
            counts[place + 3] = failed.images();
            counts[place + 4] = Counts.sum(failed.of(Failures.At.SUPPORT));
            counts[place + 5] = Counts.sum(failed.of(Failures.At.WRONG));
        }
        return new PaneCounts(lineup, cell.scored(), labelled, wrong, counts);
    }

    PaneCounts plus(PaneCounts other) {
        return new PaneCounts(
                lineup,
                scored + other.scored,
                labelled + other.labelled,
                wrong + other.wrong,
                Counts.plus(counts, other.counts));
    }

    PaneCounts minus(PaneCounts part) {
        return new PaneCounts(
                lineup,
                scored - part.scored,
                labelled - part.labelled,
                wrong - part.wrong,
                Counts.minus(counts, part.counts));
    }

    Lineup lineup() {
        return lineup;
    }

    /** Whether this baseline scored these images. */
    boolean isOf(Baseline baseline) {
        return lineup.baseline().equals(baseline.version()) && lineup.classes().equals(baseline.classes());
    }

    /** The index of this candidate in the lineup, if the lineup has this baseline too; otherwise negative. */
    int indexOf(Baseline baseline, ModelVersion candidate) {
        return isOf(baseline) ? lineup.candidates().indexOf(candidate) : -1;
    }

    long scored() {
        return scored;
    }

    long labelled() {
        return labelled;
    }

    /** Labelled images for which the baseline's modal class is wrong. */
    long wrong() {
        return wrong;
    }

    /** Votes of a model for y. The baseline is model 0 and candidate i is model i + 1. */
    long voted(int model, int y) {
        return counts[model * lineup.classes().size() + y];
    }

    long flips(int candidate) {
        return counts[place(candidate)];
    }

    long regressions(int candidate) {
        return counts[place(candidate) + 1];
    }

    long fixes(int candidate) {
        return counts[place(candidate) + 2];
    }

    /** Images that the baseline and a candidate both scored. */
    long scored(int candidate) {
        return scored - counts[place(candidate) + 3];
    }

    /** Labelled images that the baseline and a candidate both scored. */
    long labelled(int candidate) {
        return labelled - counts[place(candidate) + 4];
    }

    /** Of these, those for which the baseline's modal class is wrong. */
    long wrong(int candidate) {
        return wrong - counts[place(candidate) + 5];
    }

    private int place(int candidate) {
        return (1 + lineup.candidates().size()) * lineup.classes().size() + PER_CANDIDATE * candidate;
    }
}
