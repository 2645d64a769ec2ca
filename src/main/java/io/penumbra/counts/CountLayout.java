package io.penumbra.counts;

/**
 * Where each count of a cell lies in its array. Votes are integers: a population of K members casts K votes an image, and a rate divides
 * by K × images. Everything but {@code scored} and {@code flips} counts labelled images only.
 *
 * @param classes number of classes, y below
 * @param candidates number of candidates; among models the baseline has index 0 and candidate i has index i + 1
 */
public record CountLayout(int classes, int candidates) {
    /** The number of this arrangement: one more whenever a count moves. Cells of another layout are left out, never read as if of this one. */
    public static final int VERSION = 3;

    /** Images scored. */
    static final int SCORED = 0;

    private static final int SUPPORT = 1;

    public static CountLayout of(Lineup lineup) {
        return new CountLayout(lineup.classes().size(), lineup.candidates().size());
    }

    /** Labelled images whose true class is y. */
    int support(int y) {
        return SUPPORT + y;
    }

    /** Labelled images whose true class is y and that the baseline's modal class has wrong. */
    int wrong(int y) {
        return SUPPORT + classes + y;
    }

    /** Votes of a model for y on images whose true class is y. */
    int correct(int model, int y) {
        return SUPPORT + 2 * classes + 2 * classes * model + y;
    }

    /** Votes of a model for y on labelled images, whatever is true. */
    int predicted(int model, int y) {
        return correct(model, y) + classes;
    }

    /** Votes of a model for y on all images, labelled or not. */
    int voted(int model, int y) {
        return correct(candidates + 1, 0) + classes * model + y;
    }

    /** Images on which the modal classes of baseline and candidate differ. */
    int flips(int candidate) {
        return voted(candidates + 1, 0) + (1 + 4 * classes) * candidate;
    }

    /** Images of true class y that the baseline has right and the candidate wrong. */
    int regressions(int candidate, int y) {
        return flips(candidate) + 1 + y;
    }

    /** Images of true class y that the baseline has wrong and the candidate right. */
    int fixes(int candidate, int y) {
        return regressions(candidate, y) + classes;
    }

    /** Images of true class y that only the candidate takes for the positive class. */
    int positivesGained(int candidate, int y) {
        return regressions(candidate, y) + 2 * classes;
    }

    /** Images of true class y that only the baseline takes for the positive class. */
    int positivesLost(int candidate, int y) {
        return regressions(candidate, y) + 3 * classes;
    }

    /** How many counts a cell has. */
    public int size() {
        return flips(candidates);
    }
}
