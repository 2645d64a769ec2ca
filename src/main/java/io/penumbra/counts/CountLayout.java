package io.penumbra.counts;

/**
 * The place of each count in a cell's array. Votes are integers: a population of K members casts K votes for an image,
 * so a rate divides by K × images. All counts except {@code scored}, {@code flips} and {@code voted} are of labelled
 * images.
 *
 * @param classes number of classes; y is the index of one
 * @param candidates number of candidates; the baseline is model 0 and candidate i is model i + 1
 */
public record CountLayout(int classes, int candidates) {
    /** The version of this layout, raised whenever a count moves. Cells of another layout are ignored. */
    public static final int VERSION = 3;

    static final int SCORED = 0;

    private static final int SUPPORT = 1;

    public static CountLayout of(Lineup lineup) {
        return new CountLayout(lineup.classes().size(), lineup.candidates().size());
    }

    /** Labelled images of true class y. */
    int support(int y) {
        return SUPPORT + y;
    }

    /** Labelled images of true class y for which the baseline's modal class is wrong. */
    int wrong(int y) {
        return SUPPORT + classes + y;
    }

    /** Votes of a model for y on images of true class y. */
    int correct(int model, int y) {
        return SUPPORT + 2 * classes + 2 * classes * model + y;
    }

    /** Votes of a model for y on labelled images of any class. */
    int predicted(int model, int y) {
        return correct(model, y) + classes;
    }

    /** Votes of a model for y on all images, labelled or not. */
    int voted(int model, int y) {
        return correct(candidates + 1, 0) + classes * model + y;
    }

    /** Images for which the modal classes of baseline and candidate differ. */
    int flips(int candidate) {
        return voted(candidates + 1, 0) + (1 + 4 * classes) * candidate;
    }

    /** Images of true class y for which the baseline is right and the candidate is wrong. */
    int regressions(int candidate, int y) {
        return flips(candidate) + 1 + y;
    }

    /** Images of true class y for which the baseline is wrong and the candidate is right. */
    int fixes(int candidate, int y) {
        return regressions(candidate, y) + classes;
    }

    /** Images of true class y for which only the candidate predicts the positive class. */
    int positivesGained(int candidate, int y) {
        return regressions(candidate, y) + 2 * classes;
    }

    /** Images of true class y for which only the baseline predicts the positive class. */
    int positivesLost(int candidate, int y) {
        return regressions(candidate, y) + 3 * classes;
    }

    /** The number of counts in a cell. */
    public int size() {
        return flips(candidates);
    }
}
