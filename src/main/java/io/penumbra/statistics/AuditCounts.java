package io.penumbra.statistics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of one rate on all scored images, whichever of them have a label. It is the audit basis of evidence.
 *
 * <p>Where baseline and candidate agree the outcome is 0, whatever the truth is, so agreements need no label. A flip
 * without a label counts as the worse of what it can be. Nothing is assumed about which images get labels.
 *
 * <p>Of an agreement without a label it may be unknown whether the rate counts it: a false positive rate counts only
 * images of other classes. A bet gains from agreements when it bets on safety, and loses when it bets on harm. So each
 * bet takes the end of the share's interval that helps it least:
 *
 * <p>harm: Σ_k w_k (1 + λ_k(1−d))^b (1 − λ_k(1+d))^(c+u_f) (1 − λ_k d)^L Π_j (1 − λ_k d π_j⁺)^(A_j); safety: the same
 * with b + u_r and c exchanged, −d for d, and π_j⁻.
 *
 * <p>Each evidence is at most what labels of all images would give in expectation, so it too holds at any time.
 *
 * @param regressions b, labelled flips for the worse
 * @param fixes c, labelled flips for the better
 * @param possibleRegressions u_r, flips without a label that can be regressions of this rate
 * @param possibleFixes u_f, flips without a label that can be fixes of it
 * @param agreements L, the other images that the rate is known to count
 * @param strata agreements without a label, A_j and [π_j⁻, π_j⁺]
 */
public record AuditCounts(
        long regressions,
        long fixes,
        long possibleRegressions,
        long possibleFixes,
        long agreements,
        List<Stratum> strata) {

    /**
     * Agreements without a label that are alike.
     *
     * @param images A_j
     * @param share the interval [π_j⁻, π_j⁺] for the share of them that the rate counts, within [0, 1]
     */
    public record Stratum(long images, Interval share) {
        /** Nothing is known of the share. */
        public static final Interval UNKNOWN = new Interval(0, 1);

        public Stratum {
            if (images < 0 || share.lower() < 0 || share.upper() > 1) {
                throw new IllegalArgumentException("a stratum has " + images + " images with a share in " + share
                        + ", expected at least 0 images and a share in [0, 1]");
            }
        }
    }

    public AuditCounts {
        if (regressions < 0 || fixes < 0 || possibleRegressions < 0 || possibleFixes < 0 || agreements < 0) {
            throw new IllegalArgumentException("counts must not be negative: regressions " + regressions + ", fixes "
                    + fixes + ", possible regressions " + possibleRegressions + ", possible fixes " + possibleFixes
                    + ", agreements " + agreements);
        }
        strata = List.copyOf(strata);
    }

    /**
     * The counts of the error rate, which counts every image.
     *
     * @param scored N, all images that both have scored
     * @param unlabelled u, flips without a label
     */
    public static AuditCounts ofError(long scored, long regressions, long fixes, long unlabelled) {
        return new AuditCounts(
                regressions, fixes, unlabelled, unlabelled, scored - regressions - fixes - unlabelled, List.of());
    }

    /** The counts of images that all have a label. */
    public static AuditCounts labelled(PairedCounts counts) {
        return new AuditCounts(counts.regressions(), counts.fixes(), 0, 0, counts.same(), List.of());
    }

    /** At least this many images are of the rate. */
    public long images() {
        long images = regressions + fixes + agreements;
        for (Stratum stratum : strata) {
            images += (long) Math.floor(stratum.images() * stratum.share().lower());
        }
        return images;
    }

    /** Labelled flips that change the rate. */
    public long changed() {
        return regressions + fixes;
    }

    /**
     * An estimate of the change, −1 to 1: (regressions − fixes) / images, with the middle of each stratum's share, and
     * without the flips of a class that have no label. Empty if no image is known to be of the rate.
     */
    public OptionalDouble change() {
        double images = regressions + fixes + agreements;
        for (Stratum stratum : strata) {
            images += stratum.images()
                    * (stratum.share().lower() + stratum.share().upper())
                    / 2;
        }
        if (possibleRegressions == possibleFixes && strata.isEmpty()) {
            images += possibleRegressions; // of the error rate, which counts every flip
        }
        return images == 0 ? OptionalDouble.empty() : OptionalDouble.of((regressions - fixes) / images);
    }

    /**
     * ln of the evidence that the rate's change is above the margin.
     *
     * @param margin d, above 0 and below 1
     */
    public double logHarm(double margin) {
        return Bets.above(requireMargin(margin)).logEvidence(this);
    }

    /**
     * ln of the evidence that the rate's change is below the margin.
     *
     * @param margin d, above 0 and below 1
     */
    public double logSafety(double margin) {
        return Bets.below(requireMargin(margin)).logEvidence(this);
    }

    private static double requireMargin(double margin) {
        if (!(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException("margin is " + margin + ", expected above 0 and below 1");
        }
        return margin;
    }
}
