package io.penumbra.counts;

import io.penumbra.counts.CountLayout.Of;
import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.AuditCounts.Stratum;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * The counts of a baseline version and a candidate version on the audited images that both scored, with the last label
 * of any kind: additive and immutable. Agreements need no label; see {@link AuditCounts}.
 *
 * <p>Agreements without a label are in strata. There is one for each class that all models say, and one for the other
 * agreements.
 */
public final class AuditedPair {
    /** Regressions, fixes and flips without a label; then gains and losses of each compared class. */
    private static final int FLIPS = 3;

    private static final int KINDS = Of.values().length;

    private final Classes classes;
    private final long scored;
    private final long[] known;
    private final long[] unanimous;
    private final long[] references;
    private final long[] flips;

    private AuditedPair(Classes classes, long scored, long[] known, long[] unanimous, long[] references, long[] flips) {
        this.classes = classes;
        this.scored = scored;
        this.known = known;
        this.unanimous = unanimous;
        this.references = references;
        this.flips = flips;
    }

    static AuditedPair of(Classes classes, CountLayout at, long[] counts, int candidate, Failures failed) {
        int size = classes.size();
        long[] flips = new long[FLIPS + 2 * KINDS * at.compared()];
        flips[0] = counts[at.knownRegressions(candidate)];
        flips[1] = counts[at.knownFixes(candidate)];
        flips[2] = counts[at.unknownFlips(candidate)];
        for (int c = 0; c < at.compared(); c++) {
            for (Of of : Of.values()) {
                flips[gains(c, of)] = counts[at.gains(candidate, c, of)];
                flips[losses(c, of)] = counts[at.losses(candidate, c, of)];
            }
        }
        return new AuditedPair(
                classes,
                counts[CountLayout.AUDITED] - failed.audited(),
                failed.from(slice(counts, at.known(0), size), Failures.At.KNOWN),
                failed.from(slice(counts, at.unanimous(0), size), Failures.At.UNANIMOUS),
                slice(counts, at.reference(0, 0), size * size),
                flips);
    }

    private static long[] slice(long[] counts, int from, int length) {
        return Arrays.copyOfRange(counts, from, from + length);
    }

    private static int gains(int c, Of of) {
        return FLIPS + 2 * KINDS * c + of.ordinal();
    }

    private static int losses(int c, Of of) {
        return gains(c, of) + KINDS;
    }

    /** The sum with the counts of the same pair on other images. */
    AuditedPair plus(AuditedPair other) {
        return new AuditedPair(
                classes,
                scored + other.scored,
                Counts.plus(known, other.known),
                Counts.plus(unanimous, other.unanimous),
                Counts.plus(references, other.references),
                Counts.plus(flips, other.flips));
    }

    public Classes classes() {
        return classes;
    }

    /** Audited images that both scored. */
    public long scored() {
        return scored;
    }

    /** Flips without a label. */
    public long unlabelledFlips() {
        return flips[2];
    }

    /** Images that have a label of any kind. */
    public long labelled() {
        return Counts.sum(known) + Counts.sum(references);
    }

    /** Images without a label of which all models say a class, and the references among them. */
    public long unanimous(int said) {
        return unanimous[said];
    }

    /** Reference labels of images of which all models say a class. */
    public long references(int said) {
        long sum = 0;
        for (int y = 0; y < classes.size(); y++) {
            sum += references(said, y);
        }
        return sum;
    }

    /** Those among {@link #references(int)} whose true class is y. */
    public long references(int said, int y) {
        return references[said * classes.size() + y];
    }

    /** What is known of the error rate. It needs no label of an agreement. */
    public AuditCounts error() {
        return AuditCounts.ofError(scored, flips[0], flips[1], flips[2]);
    }

    /**
     * What is known of the false positive rate of a class. Its images are those of other classes.
     *
     * @param y a compared class
     */
    public AuditCounts falsePositives(int y, Shares shares) {
        return rate(y, false, shares);
    }

    /**
     * What is known of the false negative rate of a class. Its images are those of the class.
     *
     * @param y a compared class
     */
    public AuditCounts falseNegatives(int y, Shares shares) {
        return rate(y, true, shares);
    }

    private AuditCounts rate(int y, boolean ofClass, Shares shares) {
        int c = classes.compared().indexOf(y);
        if (c < 0) {
            throw new IllegalArgumentException("gains and losses of the class "
                    + classes.names().get(y) + " are not counted; counted are the classes " + classes.compared());
        }
        Of counted = ofClass ? Of.CLASS : Of.OTHERS;
        long gained = flips[gains(c, counted)];
        long lost = flips[losses(c, counted)];
        long gainedUnknown = flips[gains(c, Of.UNKNOWN)];
        long lostUnknown = flips[losses(c, Of.UNKNOWN)];
        long allKnown = Counts.sum(known);
        long ofRate = ofClass ? known[y] : allKnown - known[y];
        var strata = new ArrayList<Stratum>(classes.size() + 1);
        long others = scored - allKnown - gainedUnknown - lostUnknown;
        for (int said = 0; said < classes.size(); said++) {
            long inClass = references(said, y);
            long labelled = references(said);
            strata.add(new Stratum(unanimous[said], shares.of(ofClass ? inClass : labelled - inClass, labelled)));
            others -= unanimous[said];
        }
        strata.add(new Stratum(others, Stratum.UNKNOWN));
        return new AuditCounts(
                ofClass ? lost : gained,
                ofClass ? gained : lost,
                ofClass ? lostUnknown : gainedUnknown,
                ofClass ? gainedUnknown : lostUnknown,
                ofRate - gained - lost,
                strata);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof AuditedPair a
                && classes.equals(a.classes)
                && scored == a.scored
                && Arrays.equals(known, a.known)
                && Arrays.equals(unanimous, a.unanimous)
                && Arrays.equals(references, a.references)
                && Arrays.equals(flips, a.flips);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(scored) + Arrays.hashCode(flips);
    }

    @Override
    public String toString() {
        return "AuditedPair[scored=" + scored + ", known=" + Arrays.toString(known) + ", unanimous="
                + Arrays.toString(unanimous) + ", references=" + Arrays.toString(references) + ", flips="
                + Arrays.toString(flips) + "]";
    }
}
