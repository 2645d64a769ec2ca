package io.penumbra.counts;

import io.penumbra.counts.CountLayout.Of;
import io.penumbra.statistics.ConfidenceBins;
import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.ConfidenceHistogram.Outcome;
import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.SparseCounts;
import java.util.List;

/**
 * Checks that images can have given the counts of a cell that was read. A cell that fails would make every sum wrong
 * that it joins.
 */
public final class CountCheck {
    /** Most images or votes of one count: a thousand images a second for 30 years. Sums of such counts do not overflow. */
    static final long MOST = 1_000_000_000_000L;

    private CountCheck() {}

    /** @throws IllegalArgumentException if no images give these counts */
    public static void check(Cell cell) {
        long[] counts = cell.counts();
        CountLayout at = CountLayout.of(cell.lineup());
        for (long count : counts) {
            range("a count", count, MOST);
        }
        long labelled = sum(counts, at.support(0), at.classes());
        range("the number of labelled images", labelled, cell.scored());
        for (int y = 0; y < at.classes(); y++) {
            range("the number of wrong images of a class", counts[at.wrong(y)], counts[at.support(y)]);
            range("the number of false claims of a class", counts[at.claimed(y)], labelled - counts[at.support(y)]);
        }
        equal("false claims", sum(counts, at.claimed(0), at.classes()), sum(counts, at.wrong(0), at.classes()));
        known(labelled, counts, at);
        range("the number of audited images", counts[CountLayout.AUDITED], cell.scored());
        long members = cell.lineup().baseline().members();
        votes(counts, at, 0, members, Failures.none(at.classes()));
        confidences(counts, at, cell.confidences());
        for (int i = 0; i < at.candidates(); i++) {
            failures(counts, at, members, cell.failures().get(i));
            failedConfidences(counts, at, cell.confidences(), cell.failures().get(i));
            votes(
                    counts,
                    at,
                    i + 1,
                    cell.lineup().candidates().get(i).members(),
                    cell.failures().get(i));
            pair(counts, at, i, cell.distances().get(i), cell.failures().get(i));
            confidences(counts, at, i, cell.confidences(), cell.failures().get(i));
            flips(
                    counts,
                    at,
                    i,
                    cell.lineup().classes().compared(),
                    cell.failures().get(i));
        }
    }

    /** Checks the labels of any kind: an image with a label that was not chosen has one. */
    private static void known(long labelled, long[] counts, CountLayout at) {
        long known = sum(counts, at.known(0), at.classes());
        long references = 0;
        for (int said = 0; said < at.classes(); said++) {
            long ofClass = sum(counts, at.reference(said, 0), at.classes());
            range("the number of references of a class", ofClass, counts[at.unanimous(said)]);
            references += ofClass;
        }
        long scored = counts[CountLayout.SCORED];
        long audited = counts[CountLayout.AUDITED];
        range("the number of labelled images", labelled, known + references + scored - audited);
        range("the number of known and unanimous images", known + sum(counts, at.unanimous(0), at.classes()), audited);
    }

    /** Checks the counts of a candidate's flips by the last label of any kind. */
    private static void flips(long[] counts, CountLayout at, int candidate, List<Integer> compared, Failures failed) {
        long scored = counts[CountLayout.AUDITED] - failed.audited();
        long unknown = counts[at.unknownFlips(candidate)];
        long regressions = counts[at.knownRegressions(candidate)];
        long fixes = counts[at.knownFixes(candidate)];
        range("the number of known and unknown flips", unknown + regressions + fixes, counts[at.flips(candidate)]);
        long known = sum(counts, at.known(0), at.classes()) - Counts.sum(failed.of(Failures.At.KNOWN));
        long unanimous = sum(counts, at.unanimous(0), at.classes()) - Counts.sum(failed.of(Failures.At.UNANIMOUS));
        for (int c = 0; c < compared.size(); c++) {
            int y = compared.get(c);
            long ofClass = counts[at.gains(candidate, c, Of.CLASS)] + counts[at.losses(candidate, c, Of.CLASS)];
            long ofOthers = counts[at.gains(candidate, c, Of.OTHERS)] + counts[at.losses(candidate, c, Of.OTHERS)];
            long ofUnknown = counts[at.gains(candidate, c, Of.UNKNOWN)] + counts[at.losses(candidate, c, Of.UNKNOWN)];
            long knownOfClass = counts[at.known(y)] - failed.of(Failures.At.KNOWN, y);
            range(
                    "the number of gains and losses of a class",
                    ofClass + ofOthers + ofUnknown,
                    counts[at.flips(candidate)]);
            range("the number of unknown gains and losses of a class", ofUnknown, unknown);
            range("the number of known gains of a class", counts[at.gains(candidate, c, Of.CLASS)], fixes);
            range("the number of known losses of a class", counts[at.losses(candidate, c, Of.CLASS)], regressions);
            range("the number of gains and losses of images of a class", ofClass, knownOfClass);
            range("the number of gains and losses of images of other classes", ofOthers, known - knownOfClass);
            range("the number of agreements and unknown gains and losses", known + unanimous + ofUnknown, scored);
            long support = counts[at.support(y)] - failed.of(Failures.At.SUPPORT, y);
            long labelled = sum(counts, at.support(0), at.classes()) - Counts.sum(failed.of(Failures.At.SUPPORT));
            long claimed = counts[at.claimed(y)] - failed.of(Failures.At.CLAIMED, y);
            range(
                    "the number of false gains of a class",
                    counts[at.falseGains(candidate, c)],
                    labelled - support - claimed);
            range("the number of false losses of a class", counts[at.falseLosses(candidate, c)], claimed);
        }
    }

    private static void confidences(long[] counts, CountLayout at, SparseCounts confidences) {
        range("the number of uncertain images", counts[at.uncertain(0)], counts[CountLayout.SCORED]);
        long wrong = sum(counts, at.wrong(0), at.classes());
        outcomes(ConfidenceHistogram.of(confidences, 0), sum(counts, at.support(0), at.classes()) - wrong, wrong, 0, 0);
    }

    private static void confidences(
            long[] counts, CountLayout at, int candidate, SparseCounts confidences, Failures failures) {
        range(
                "the number of uncertain images",
                counts[at.uncertain(candidate + 1)],
                counts[CountLayout.SCORED] - failures.images());
        ConfidenceHistogram mine = ConfidenceHistogram.of(confidences, candidate + 1);
        long wrong = sum(counts, at.wrong(0), at.classes()) - Counts.sum(failures.of(Failures.At.WRONG));
        long labelled = sum(counts, at.support(0), at.classes()) - Counts.sum(failures.of(Failures.At.SUPPORT));
        long regressions = sum(counts, at.regressions(candidate, 0), at.classes());
        long fixes = sum(counts, at.fixes(candidate, 0), at.classes());
        outcomes(mine, labelled - wrong - regressions, wrong - fixes, regressions, fixes);
        sure(mine, Outcome.REGRESSION, counts[at.sureRegressions(candidate)]);
        sure(mine, Outcome.FIX, counts[at.sureFixes(candidate)]);
    }

    private static void outcomes(ConfidenceHistogram found, long right, long wrong, long regressions, long fixes) {
        if (!found.isPlausible()) {
            throw new IllegalArgumentException("no probabilities of the images of a bin have this sum");
        }
        equal("confidences of right images", found.images(Outcome.RIGHT), right);
        equal("confidences of wrong images", found.images(Outcome.WRONG), wrong);
        equal("confidences of regressions", found.images(Outcome.REGRESSION), regressions);
        equal("confidences of fixes", found.images(Outcome.FIX), fixes);
    }

    /** Some images of the bin of the least sure confidence are sure, and all above it. */
    private static void sure(ConfidenceHistogram found, Outcome outcome, long sure) {
        int least = ConfidenceBins.of(ConfidenceBins.SURE);
        long above = found.images(outcome, least + 1);
        range("the number of sure images below 0.933", sure - above, found.images(outcome, least) - above);
    }

    private static void failedConfidences(long[] counts, CountLayout at, SparseCounts all, Failures failures) {
        range("the number of uncertain failures", failures.uncertain(), failures.images());
        range("the number of uncertain failures", failures.uncertain(), counts[at.uncertain(0)]);
        long wrong = Counts.sum(failures.of(Failures.At.WRONG));
        long right = Counts.sum(failures.of(Failures.At.SUPPORT)) - wrong;
        outcomes(failures.confidences(), right, wrong, 0, 0);
        if (!ConfidenceHistogram.of(all, 0).minus(failures.confidences()).isPlausible()) {
            throw new IllegalArgumentException("no probabilities of the images without a failure have this sum");
        }
    }

    /** Checks the baseline's counts where a candidate failed against all its counts. */
    private static void failures(long[] counts, CountLayout at, long members, Failures failures) {
        if (failures.isNone()) {
            return;
        }
        range("the number of failures", failures.images(), counts[CountLayout.SCORED]);
        range("the number of audited failures", failures.audited(), failures.images());
        range("the number of audited failures", failures.audited(), counts[CountLayout.AUDITED]);
        long labelled = Counts.sum(failures.of(Failures.At.SUPPORT));
        range("the number of labelled failures", labelled, failures.images());
        equal("votes on failures", Counts.sum(failures.of(Failures.At.VOTED)), members * failures.images());
        equal(
                "false claims on failures",
                Counts.sum(failures.of(Failures.At.CLAIMED)),
                Counts.sum(failures.of(Failures.At.WRONG)));
        long[] confused = failures.confused();
        for (int y = 0; y < at.classes(); y++) {
            equal(
                    "votes on failures of a class",
                    sum(confused, at.classes() * y, at.classes()),
                    members * failures.of(Failures.At.SUPPORT, y));
            for (int said = 0; said < at.classes(); said++) {
                range(
                        "the number of votes on labelled failures",
                        confused[at.classes() * y + said],
                        counts[at.confused(0, y, said)]);
            }
            for (Failures.At what : Failures.At.values()) {
                range("the number of failures of a class", failures.of(what, y), counts[baseline(at, what, y)]);
            }
            range(
                    "the number of known and unanimous failures",
                    Counts.sum(failures.of(Failures.At.KNOWN)) + Counts.sum(failures.of(Failures.At.UNANIMOUS)),
                    failures.audited());
            range(
                    "the number of wrong failures",
                    failures.of(Failures.At.WRONG, y),
                    failures.of(Failures.At.SUPPORT, y));
        }
    }

    private static int baseline(CountLayout at, Failures.At what, int y) {
        return switch (what) {
            case SUPPORT -> at.support(y);
            case WRONG -> at.wrong(y);
            case CLAIMED -> at.claimed(y);
            case VOTED -> at.voted(0, y);
            case KNOWN -> at.known(y);
            case UNANIMOUS -> at.unanimous(y);
        };
    }

    private static void votes(long[] counts, CountLayout at, int model, long members, Failures failures) {
        long[] failed = failures.of(Failures.At.SUPPORT);
        equal(
                "votes",
                sum(counts, at.voted(model, 0), at.classes()),
                members * (counts[CountLayout.SCORED] - failures.images()));
        for (int y = 0; y < at.classes(); y++) {
            equal(
                    "votes on labelled images of a class",
                    sum(counts, at.confused(model, y, 0), at.classes()),
                    members * (counts[at.support(y)] - failed[y]));
            long predicted = 0;
            for (int truth = 0; truth < at.classes(); truth++) {
                predicted += counts[at.confused(model, truth, y)];
            }
            range("the number of votes on labelled images", predicted, counts[at.voted(model, y)]);
        }
    }

    private static void pair(
            long[] counts, CountLayout at, int candidate, DistanceHistogram distances, Failures failures) {
        long scored = counts[CountLayout.SCORED] - failures.images();
        long[] failed = failures.of(Failures.At.SUPPORT);
        long[] failedWrong = failures.of(Failures.At.WRONG);
        range("the number of flips", counts[at.flips(candidate)], scored);
        long labelled = 0;
        long right = 0;
        long candidateRight = 0;
        for (int y = 0; y < at.classes(); y++) {
            long support = counts[at.support(y)] - failed[y];
            long wrong = counts[at.wrong(y)] - failedWrong[y];
            long regressions = counts[at.regressions(candidate, y)];
            long fixes = counts[at.fixes(candidate, y)];
            range("the number of regressions", regressions, support - wrong);
            range("the number of fixes", fixes, wrong);
            labelled += support;
            right += support - wrong;
            candidateRight += support - wrong - regressions + fixes;
        }
        if (!distances.isPlausible()) {
            throw new IllegalArgumentException("a distance has more labelled or correct images than images");
        }
        DistanceCounts all = distances.all();
        equal("images with a distance", all.images(), scored);
        equal("labelled images with a distance", all.labelled(), labelled);
        equal("correct images of the baseline with a distance", all.baselineCorrect(), right);
        equal("correct images of the candidate with a distance", all.candidateCorrect(), candidateRight);
    }

    private static long sum(long[] counts, int from, int length) {
        long sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private static void range(String what, long count, long most) {
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(what + " is " + count + ", expected 0 to " + most);
        }
    }

    private static void equal(String what, long count, long expected) {
        if (count != expected) {
            throw new IllegalArgumentException("the cell has " + count + " " + what + ", expected " + expected);
        }
    }
}
