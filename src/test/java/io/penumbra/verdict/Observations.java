package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What might have been observed, for tests of what follows from it: two classes, and every error is a regression or a fix. */
public final class Observations {
    public static final Rate FALSE_POSITIVES = Rate.of(GuardedMetric.FALSE_POSITIVE_RATE, "blond");
    public static final Rate FALSE_NEGATIVES = Rate.of(GuardedMetric.FALSE_NEGATIVE_RATE, "blond");

    private Observations() {}

    /** Labelled images alone, of the negative and of the positive class. */
    public static Observed labelled(String subgroup, PairedCounts negatives, PairedCounts positives) {
        PairedCounts all = negatives.plus(positives);
        return new Observed(
                Subgroup.named(subgroup),
                all.total(),
                all.regressions() + all.fixes(),
                0,
                all.total(),
                all.total(),
                0,
                Map.of(
                        Rate.ERROR,
                        outcomes(all),
                        FALSE_POSITIVES,
                        outcomes(negatives),
                        FALSE_NEGATIVES,
                        outcomes(positives)));
    }

    /** The same counts in both classes. */
    public static Observed evenly(String subgroup, long regressions, long fixes, long same) {
        var counts = new PairedCounts(regressions, fixes, same);
        return labelled(subgroup, counts, counts);
    }

    public static Observed unlabelled(String subgroup, long flips, long scored) {
        var agreements = List.of(new AuditCounts.Stratum(scored - flips, AuditCounts.Stratum.UNKNOWN));
        Outcomes nothing = outcomes(new AuditCounts(0, 0, flips, flips, 0, agreements));
        return new Observed(
                Subgroup.named(subgroup),
                scored,
                flips,
                flips,
                0,
                0,
                0,
                Map.of(
                        Rate.ERROR,
                        outcomes(AuditCounts.ofError(scored, 0, 0, flips)),
                        FALSE_POSITIVES,
                        nothing,
                        FALSE_NEGATIVES,
                        nothing));
    }

    /** Images of which flips alone have a label, all of them chosen. */
    public static Observed audited(String subgroup, long scored, long regressions, long fixes) {
        Outcomes nothing = outcomes(new AuditCounts(0, 0, 0, 0, 0, List.of()));
        long flips = regressions + fixes;
        return new Observed(
                Subgroup.named(subgroup),
                scored,
                flips,
                0,
                0,
                flips,
                0,
                Map.of(
                        Rate.ERROR,
                        outcomes(AuditCounts.ofError(scored, regressions, fixes, 0)),
                        FALSE_POSITIVES,
                        nothing,
                        FALSE_NEGATIVES,
                        nothing));
    }

    /** The same, and the candidate gave no prediction on further images. */
    public static Observed failing(long failures, Observed observed) {
        return new Observed(
                observed.subgroup(),
                observed.scored(),
                observed.flips(),
                observed.unlabelledFlips(),
                observed.labelled(),
                observed.known(),
                failures,
                observed.outcomes());
    }

    private static Outcomes outcomes(AuditCounts audit) {
        var nothing = new Proportion(0, 0);
        return new Outcomes(PairedCounts.NONE, nothing, nothing, OptionalLong.empty(), audit, List.of());
    }

    private static Outcomes outcomes(PairedCounts counts) {
        return Outcomes.labelled(
                counts,
                new Proportion(counts.fixes(), counts.total()),
                new Proportion(counts.regressions(), counts.total()));
    }
}
