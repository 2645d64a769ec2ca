package io.penumbra.counts;

import java.util.List;

/**
 * The place of each count in a cell's array. Votes are integers: a population of K members casts K votes for an image,
 * so a rate divides by K × images.
 *
 * <ol>
 * <li>{@code scored}, {@code voted}, {@code uncertain} and {@code flips} need no label.
 * <li>What is called labelled counts labels that were not chosen. Rates are made of them.
 * <li>What is called known counts the last label of any kind. The audit basis is made of it. It holds only the images
 * that the audit counts, as do the gains, the losses and the unanimous images.
 * </ol>
 *
 * @param classes number of classes; y is the index of one
 * @param candidates number of candidates; the baseline is model 0 and candidate i is model i + 1
 * @param compared number of classes whose gains and losses are counted; c is the place of one among them
 */
public record CountLayout(int classes, int candidates, int compared) {
    /** The version of this layout, raised whenever a count moves. Cells of another layout are ignored. */
    public static final int VERSION = 6;

    /** The true class of a gain or loss of a class, by the last label of any kind. */
    public enum Of {
        /** It is the class itself. */
        CLASS,
        /** It is another class. */
        OTHERS,
        /** There is no label. */
        UNKNOWN;

        static Of label(int label, int y) {
            return label == Classes.UNLABELLED ? UNKNOWN : label == y ? CLASS : OTHERS;
        }
    }

    static final int SCORED = 0;
    /** Images that the audit counts. */
    static final int AUDITED = 1;

    private static final int SUPPORT = 2;
    private static final int KINDS = Of.values().length;

    public static CountLayout of(Lineup lineup) {
        Classes classes = lineup.classes();
        List<Integer> compared = classes.compared();
        return new CountLayout(classes.size(), lineup.candidates().size(), compared.size());
    }

    /** Labelled images of true class y. */
    int support(int y) {
        return SUPPORT + y;
    }

    /** Labelled images of true class y for which the baseline's modal class is wrong. */
    int wrong(int y) {
        return SUPPORT + classes + y;
    }

    /** Labelled images of other classes for which the baseline's modal class is y. */
    int claimed(int y) {
        return SUPPORT + 2 * classes + y;
    }

    /** Images known to be of class y, without the references. */
    int known(int y) {
        return SUPPORT + 3 * classes + y;
    }

    /** Images of which all models say class y and whose true class is not known, and the references among such. */
    int unanimous(int y) {
        return SUPPORT + 4 * classes + y;
    }

    /** References of which all models say class {@code said}, and which are of class y. */
    int reference(int said, int y) {
        return SUPPORT + (5 + said) * classes + y;
    }

    /** Votes of a model for class {@code said} on labelled images of true class y. */
    int confused(int model, int y, int said) {
        return SUPPORT + (5 + classes) * classes + classes * (classes * model + y) + said;
    }

    /** Votes of a model for y on all images, labelled or not. */
    int voted(int model, int y) {
        return confused(candidates + 1, 0, 0) + classes * model + y;
    }

    /** Images of which a model is uncertain: no class has a mean probability of 0.9. */
    int uncertain(int model) {
        return voted(candidates + 1, 0) + model;
    }

    /** Images for which the modal classes of baseline and candidate differ. */
    int flips(int candidate) {
        return uncertain(candidates + 1) + (6 + 2 * classes + (2 + 2 * KINDS) * compared) * candidate;
    }

    /** Flips whose true class is not known. */
    int unknownFlips(int candidate) {
        return flips(candidate) + 1;
    }

    /** Flips that are known to be regressions. */
    int knownRegressions(int candidate) {
        return flips(candidate) + 2;
    }

    /** Flips that are known to be fixes. */
    int knownFixes(int candidate) {
        return flips(candidate) + 3;
    }

    /** Regressions among the labelled images of which the candidate is sure: its confidence is at least 0.9. */
    int sureRegressions(int candidate) {
        return flips(candidate) + 4;
    }

    /** Fixes among the labelled images of which the candidate is sure. */
    int sureFixes(int candidate) {
        return flips(candidate) + 5;
    }

    /** Labelled images of true class y for which the baseline is right and the candidate is wrong. */
    int regressions(int candidate, int y) {
        return flips(candidate) + 6 + y;
    }

    /** Labelled images of true class y for which the baseline is wrong and the candidate is right. */
    int fixes(int candidate, int y) {
        return regressions(candidate, y) + classes;
    }

    /** Labelled images of other classes for which only the candidate predicts the class. */
    int falseGains(int candidate, int c) {
        return regressions(candidate, 2 * classes) + (2 + 2 * KINDS) * c;
    }

    /** Labelled images of other classes for which only the baseline predicts the class. */
    int falseLosses(int candidate, int c) {
        return falseGains(candidate, c) + 1;
    }

    /** Images for which only the candidate predicts the class. */
    int gains(int candidate, int c, Of of) {
        return falseGains(candidate, c) + 2 + of.ordinal();
    }

    /** Images for which only the baseline predicts the class. */
    int losses(int candidate, int c, Of of) {
        return gains(candidate, c, of) + KINDS;
    }

    /** The number of counts in a cell. */
    public int size() {
        return flips(candidates);
    }
}
