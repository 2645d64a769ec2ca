package io.penumbra.statistics;

/**
 * The 2×2 table of two models on the same labelled images, by their modal classes.
 *
 * @param bothWrong e: baseline and candidate wrong
 * @param regressions f: only the candidate wrong
 * @param fixes g: only the baseline wrong
 * @param bothRight h: neither wrong
 */
public record PairedTable(long bothWrong, long regressions, long fixes, long bothRight) {

    public PairedTable {
        if (bothWrong < 0 || regressions < 0 || fixes < 0 || bothRight < 0) {
            throw new IllegalArgumentException("counts must not be negative: both wrong " + bothWrong + ", regressions "
                    + regressions + ", fixes " + fixes + ", both right " + bothRight);
        }
        Math.addExact(Math.addExact(bothWrong, regressions), Math.addExact(fixes, bothRight));
    }

    /**
     * The table from the counts of a cell.
     *
     * @param labelled all images of the table
     * @param baselineWrong those on which the baseline's modal class is wrong, at least {@code fixes}
     */
    public static PairedTable of(long labelled, long baselineWrong, long regressions, long fixes) {
        return new PairedTable(baselineWrong - fixes, regressions, fixes, labelled - baselineWrong - regressions);
    }

    /** The table of two disjoint sets of images together. */
    public PairedTable plus(PairedTable other) {
        return new PairedTable(
                Math.addExact(bothWrong, other.bothWrong),
                Math.addExact(regressions, other.regressions),
                Math.addExact(fixes, other.fixes),
                Math.addExact(bothRight, other.bothRight));
    }

    public long labelled() {
        return bothWrong + regressions + fixes + bothRight;
    }

    public Proportion baselineErrors() {
        return new Proportion(bothWrong + fixes, labelled());
    }

    public Proportion candidateErrors() {
        return new Proportion(bothWrong + regressions, labelled());
    }

    /** The same images as outcomes +1, −1 and 0. */
    public PairedCounts outcomes() {
        return new PairedCounts(regressions, fixes, bothWrong + bothRight);
    }

    /**
     * Newcombe's φ, the correlation of the two errors. Its numerator A = eh − fg is corrected for continuity to max(A −
     * n/2, 0) if A is positive. φ is 0 if one margin is empty.
     */
    double correlation() {
        double e = bothWrong;
        double f = regressions;
        double g = fixes;
        double h = bothRight;
        double margins = Math.sqrt(e + f) * Math.sqrt(g + h) * Math.sqrt(e + g) * Math.sqrt(f + h);
        if (margins == 0) {
            return 0;
        }
        double association = e * h - f * g;
        double corrected = association > 0 ? Math.max(association - labelled() / 2.0, 0) : association;
        return Math.max(-1, Math.min(1, corrected / margins));
    }
}
