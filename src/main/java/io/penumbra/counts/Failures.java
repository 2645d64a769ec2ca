package io.penumbra.counts;

import io.penumbra.statistics.ConfidenceHistogram;
import java.util.Arrays;

/**
 * What the baseline did on the images on which a candidate gave no prediction. The pair is compared on the others.
 * Additive and immutable.
 */
public final class Failures {
    /** The counts of each class, one after the other. They follow the images, the audited and the uncertain ones. */
    enum At {
        /** Labelled images of the class. */
        SUPPORT,
        /** Labelled images of the class for which the baseline's modal class is wrong. */
        WRONG,
        /** Labelled images of other classes for which the baseline's modal class is the class. */
        CLAIMED,
        /** Votes for the class on all images. */
        VOTED,
        /** Images known to be of the class, without the references. */
        KNOWN,
        /** Images of which all models say the class and whose true class is not known, and the references among such. */
        UNANIMOUS
    }

    static final int IMAGES = 0;
    static final int AUDITED = 1;
    /** Images of which the baseline is uncertain. */
    static final int UNCERTAIN = 2;

    private static final int FIRST = 3;
    private static final long[] NOTHING = {};

    private final int classes;
    private final long[] counts;
    private final ConfidenceHistogram confidences;

    /**
     * Does not copy the array.
     *
     * @param classes number of classes
     * @param counts the images, the audited and the uncertain ones, for each class what {@link At} names, then the votes
     *     for each class on labelled images of each true class; empty if there is no image
     * @param confidences of the baseline
     */
    public Failures(int classes, long[] counts, ConfidenceHistogram confidences) {
        if (counts.length != 0 && counts.length != size(classes)) {
            throw new IllegalArgumentException("the failures of a candidate have " + counts.length
                    + " counts, expected " + size(classes) + " for " + classes + " classes");
        }
        this.classes = classes;
        this.counts = counts;
        this.confidences = confidences;
    }

    static Failures none(int classes) {
        return new Failures(classes, NOTHING, ConfidenceHistogram.EMPTY);
    }

    /** The most counts of one candidate. */
    public static int size(int classes) {
        return confused(classes, classes, 0);
    }

    static int place(int classes, At what, int y) {
        return FIRST + what.ordinal() * classes + y;
    }

    /** The place of the votes for class {@code said} on labelled images of true class y. */
    static int confused(int classes, int y, int said) {
        return FIRST + (At.values().length + y) * classes + said;
    }

    int classes() {
        return classes;
    }

    /** As the constructor takes them; must not be changed. */
    public long[] counts() {
        return counts;
    }

    /** Images on which the candidate gave no prediction. */
    public long images() {
        return isNone() ? 0 : counts[IMAGES];
    }

    /** Of these, the images that the audit counts. */
    long audited() {
        return isNone() ? 0 : counts[AUDITED];
    }

    /** Images of which the baseline is uncertain. */
    long uncertain() {
        return isNone() ? 0 : counts[UNCERTAIN];
    }

    /** The baseline's confidences on the labelled images. */
    public ConfidenceHistogram confidences() {
        return confidences;
    }

    public boolean isNone() {
        return counts.length == 0;
    }

    /** A count of each class. */
    long[] of(At what) {
        int from = place(classes, what, 0);
        return isNone() ? new long[classes] : Arrays.copyOfRange(counts, from, from + classes);
    }

    /** Counts of each class without those of these images. */
    long[] from(long[] all, At what) {
        return isNone() ? all : Counts.minus(all, of(what));
    }

    /** Votes for each class on labelled images of each true class, true class by true class. */
    long[] confused() {
        int from = confused(classes, 0, 0);
        return isNone() ? new long[classes * classes] : Arrays.copyOfRange(counts, from, counts.length);
    }

    long of(At what, int y) {
        return isNone() ? 0 : counts[place(classes, what, y)];
    }

    Failures plus(Failures other) {
        if (isNone() || other.isNone()) {
            return isNone() ? other : this;
        }
        return new Failures(classes, Counts.plus(counts, other.counts), confidences.plus(other.confidences));
    }

    Failures minus(Failures part) {
        if (part.isNone()) {
            return this;
        }
        long[] rest = isNone() ? new long[size(classes)] : counts;
        return of(classes, Counts.minus(rest, part.counts), confidences.minus(part.confidences));
    }

    /** Without an image they are none. */
    static Failures of(int classes, long[] counts, ConfidenceHistogram confidences) {
        return Arrays.stream(counts).allMatch(count -> count == 0)
                ? none(classes)
                : new Failures(classes, counts, confidences);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Failures f
                && classes == f.classes
                && Arrays.equals(counts, f.counts)
                && confidences.equals(f.confidences);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Failures" + Arrays.toString(counts);
    }
}
