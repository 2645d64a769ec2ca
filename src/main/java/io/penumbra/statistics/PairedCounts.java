package io.penumbra.statistics;

/**
 * How often the candidate did worse than the baseline, better, and the same, on the same images: the outcomes +1, −1
 * and 0 of D.
 *
 * @param regressions b, outcomes +1: harm, or flips if only disagreement is watched
 * @param fixes c, outcomes −1
 * @param same s, outcomes 0
 */
public record PairedCounts(long regressions, long fixes, long same) {

    public static final PairedCounts NONE = new PairedCounts(0, 0, 0);

    public PairedCounts {
        if (regressions < 0 || fixes < 0 || same < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: regressions " + regressions + ", fixes " + fixes + ", same " + same);
        }
        Math.addExact(Math.addExact(regressions, fixes), same);
    }

    /** Disagreement without labels: a flip is an outcome +1, and there are no outcomes −1. */
    public static PairedCounts ofFlips(long flips, long scored) {
        return new PairedCounts(flips, 0, scored - flips);
    }

    /** The counts of {@code images} images, of which all but the regressions and fixes are the same. */
    public static PairedCounts among(long images, long regressions, long fixes) {
        return new PairedCounts(regressions, fixes, images - regressions - fixes);
    }

    public long total() {
        return regressions + fixes + same;
    }

    public PairedCounts plus(PairedCounts other) {
        return new PairedCounts(
                Math.addExact(regressions, other.regressions),
                Math.addExact(fixes, other.fixes),
                Math.addExact(same, other.same));
    }

    /** The counts of −D: baseline and candidate exchanged. */
    public PairedCounts exchanged() {
        return new PairedCounts(fixes, regressions, same);
    }
}
