package io.penumbra.verdict;

import io.penumbra.counts.Shares;
import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.AuditCounts.Stratum;
import io.penumbra.statistics.Bets;
import io.penumbra.statistics.Forecast;
import io.penumbra.statistics.PairedCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * What an open question needs, if images and labels go on as before. It asks in this order: do labels of the flips
 * suffice, then with references too, and then with more images.
 */
final class Forecaster {
    /** Images are forecast to a tenth. */
    private static final double NEAR = 1.1;
    /** A forecast of more is none. */
    private static final double MOST_IMAGES = 1e9;

    /** Images of the rate until an answer; empty if there is none. */
    private record Until(State state, OptionalLong images) {}

    private final VerdictSettings settings;
    private final Bets harm;
    private final Bets safety;
    private final double logHarmEnough;
    private final long questions;

    Forecaster(VerdictSettings settings, Bets harm, Bets safety, long questions) {
        this.settings = settings;
        this.harm = harm;
        this.safety = safety;
        this.questions = questions;
        this.logHarmEnough = settings.logEnough() + Math.log((double) Math.max(1, questions));
    }

    Needs needs(Finding finding) {
        if (settings.evidence() == Basis.SAMPLE) {
            return bySample(finding);
        }
        Outcomes outcomes = finding.outcomes();
        AuditCounts now = outcomes.audit();
        long flips = Math.max(now.possibleRegressions(), now.possibleFixes());
        boolean ofError = outcomes.references().isEmpty();
        long unlabelled = ofError ? flips : now.possibleRegressions() + now.possibleFixes();
        long labels = least(unlabelled, n -> isAnswer(outcomes, labelled(outcomes, n, unlabelled)));
        if (labels >= 0) {
            State answer = answer(outcomes, labelled(outcomes, labels, unlabelled));
            return new Needs(answer, OptionalLong.of(0), labels, List.of());
        }
        AuditCounts allLabelled = labelled(outcomes, unlabelled, unlabelled);
        if (!ofError) {
            long most = allLabelled.strata().stream()
                    .mapToLong(this::references)
                    .max()
                    .orElse(0);
            long each = least(most, n -> isAnswer(outcomes, withReferences(outcomes, allLabelled, n)));
            if (each >= 0) {
                State answer = answer(outcomes, withReferences(outcomes, allLabelled, each));
                return new Needs(answer, OptionalLong.of(0), unlabelled, more(outcomes, allLabelled, each));
            }
        }
        return outcomes.images() > 0
                ? byMoreImages(finding, allLabelled, unlabelled)
                : byAuditOfMore(finding, allLabelled, unlabelled);
    }

    /** More images of a stream that brings no labels: their flips, and as many references as there are, get labels. */
    private Needs byAuditOfMore(Finding finding, AuditCounts allLabelled, long unlabelled) {
        Outcomes outcomes = finding.outcomes();
        long scored = finding.observed().scored();
        if (scored == 0) {
            return Needs.NEVER;
        }
        double tooLittle = 1;
        double enough = 2;
        while (answerOf(outcomes, allLabelled, enough) == State.OPEN) {
            tooLittle = enough;
            enough *= 2;
            if (enough * scored > MOST_IMAGES) {
                return Needs.NEVER;
            }
        }
        while (enough / tooLittle > NEAR) {
            double middle = Math.sqrt(tooLittle * enough);
            if (answerOf(outcomes, allLabelled, middle) == State.OPEN) {
                tooLittle = middle;
            } else {
                enough = middle;
            }
        }
        return new Needs(
                answerOf(outcomes, allLabelled, enough),
                OptionalLong.of((long) Math.ceil((enough - 1) * scored)),
                unlabelled + Math.round((enough - 1) * finding.observed().flips()),
                more(outcomes, grown(allLabelled, enough), Long.MAX_VALUE));
    }

    private State answerOf(Outcomes outcomes, AuditCounts counts, double times) {
        return answer(outcomes, withReferences(outcomes, grown(counts, times), Long.MAX_VALUE));
    }

    private static AuditCounts grown(AuditCounts counts, double by) {
        return new AuditCounts(
                Math.round(by * counts.regressions()),
                Math.round(by * counts.fixes()),
                Math.round(by * counts.possibleRegressions()),
                Math.round(by * counts.possibleFixes()),
                Math.round(by * counts.agreements()),
                counts.strata().stream()
                        .map(stratum -> new Stratum(Math.round(by * stratum.images()), stratum.share()))
                        .toList());
    }

    private boolean isAnswer(Outcomes outcomes, AuditCounts counts) {
        return answer(outcomes, counts) != State.OPEN;
    }

    private State answer(Outcomes outcomes, AuditCounts counts) {
        if (Math.max(outcomes.paired().total(), counts.images()) < settings.minimum()) {
            return State.OPEN;
        }
        if (evidence(safety, outcomes, counts) >= settings.logEnough()) {
            return State.SAFE;
        }
        return evidence(harm, outcomes, counts) >= logHarmEnough ? State.HARMED : State.OPEN;
    }

    private double evidence(Bets bets, Outcomes outcomes, AuditCounts counts) {
        return Evidence.of(settings.evidence(), bets.logEvidence(outcomes.paired()), bets.logEvidence(counts))
                .log();
    }

    /** The counts after labels of {@code labels} of the unlabelled flips, which turn out like those before. */
    private static AuditCounts labelled(Outcomes outcomes, long labels, long unlabelled) {
        AuditCounts now = outcomes.audit();
        if (unlabelled == 0) {
            return now;
        }
        double part = (double) labels / unlabelled;
        double worse = (now.regressions() + 0.5) / (now.regressions() + now.fixes() + 1.0);
        long regressions = Math.round(part * now.possibleRegressions() * worse);
        long fixes = Math.round(part * now.possibleFixes() * (1 - worse));
        boolean ofError = outcomes.references().isEmpty();
        long left = Math.round((1 - part) * now.possibleRegressions());
        long leftFixes = Math.round((1 - part) * now.possibleFixes());
        long others = ofError ? now.possibleRegressions() - regressions - fixes - left : 0;
        return new AuditCounts(
                now.regressions() + regressions,
                now.fixes() + fixes,
                left,
                leftFixes,
                now.agreements() + Math.max(0, others),
                now.strata());
    }

    /** The counts after {@code each} references of each class that all models say. */
    private AuditCounts withReferences(Outcomes outcomes, AuditCounts counts, long each) {
        var shares =
                new Shares(settings.shareLevel(questions, outcomes.references().size()));
        var strata = new ArrayList<>(counts.strata());
        for (int said = 0; said < outcomes.references().size(); said++) {
            References known = outcomes.references().get(said);
            long images = counts.strata().get(said).images();
            long all = Math.max(
                    known.labelled(), Math.min(each, references(counts.strata().get(said))));
            strata.set(said, new Stratum(images, shares.of(Math.round(known.share() * all), all)));
        }
        return new AuditCounts(
                counts.regressions(),
                counts.fixes(),
                counts.possibleRegressions(),
                counts.possibleFixes(),
                counts.agreements(),
                strata);
    }

    /** About how many images of a stratum may be references, with those that have been labelled. */
    private long references(Stratum stratum) {
        return Math.round(settings.references() * stratum.images());
    }

    private List<Long> more(Outcomes outcomes, AuditCounts counts, long each) {
        var more = new ArrayList<Long>();
        for (int said = 0; said < outcomes.references().size(); said++) {
            long all = Math.min(each, references(counts.strata().get(said)));
            more.add(Math.max(0, all - outcomes.references().get(said).labelled()));
        }
        return Collections.unmodifiableList(more);
    }

    /** Images of the subgroup until the question is decided, if all of them get labels. */
    OptionalLong images(Finding finding) {
        if (settings.evidence() == Basis.SAMPLE) {
            return bySample(finding).images();
        }
        AuditCounts now = finding.outcomes().audit();
        long flips = finding.outcomes().references().isEmpty()
                ? Math.max(now.possibleRegressions(), now.possibleFixes())
                : now.possibleRegressions() + now.possibleFixes();
        return byMoreImages(finding, labelled(finding.outcomes(), flips, flips), flips)
                .images();
    }

    private Needs byMoreImages(Finding finding, AuditCounts allLabelled, long unlabelled) {
        Outcomes outcomes = finding.outcomes();
        double ofRate = allLabelled.regressions() + allLabelled.fixes() + allLabelled.agreements();
        for (int said = 0; said < outcomes.references().size(); said++) {
            ofRate += allLabelled.strata().get(said).images()
                    * outcomes.references().get(said).share();
        }
        long images = Math.round(ofRate);
        long scored = finding.observed().scored();
        if (images == 0 || scored == 0) {
            return Needs.NEVER;
        }
        var counts = PairedCounts.among(images, allLabelled.regressions(), allLabelled.fixes());
        Until answer = answer(counts);
        if (answer.images().isEmpty()) {
            return Needs.NEVER;
        }
        long more = scaled(Math.max(answer.images().getAsLong(), settings.minimum() - images), images, scored);
        long flips = Math.round((double) finding.observed().flips() * more / scored);
        return new Needs(answer.state(), OptionalLong.of(more), unlabelled + flips, List.of());
    }

    private Needs bySample(Finding finding) {
        PairedCounts paired = finding.outcomes().paired();
        if (paired.total() == 0) {
            return Needs.NEVER;
        }
        Until answer = answer(paired);
        long wanting = Math.max(0, settings.minimum() - paired.total());
        if (answer.images().isEmpty() && wanting == 0) {
            return Needs.NEVER;
        }
        return new Needs(
                answer.state(),
                OptionalLong.of(
                        scaled(Math.max(answer.images().orElse(0), wanting), paired.total(), finding.labelled())),
                0,
                List.of());
    }

    /** Images of the rate until an answer, at the rates of these counts. */
    private Until answer(PairedCounts counts) {
        OptionalLong safe = Forecast.imagesUntil(safety, counts, settings.evidenceLevel());
        if (safe.isPresent()) {
            return new Until(State.SAFE, safe);
        }
        OptionalLong harmed = Forecast.imagesUntil(harm, counts, settings.evidenceLevel() / Math.max(1, questions));
        return new Until(harmed.isPresent() ? State.HARMED : State.OPEN, harmed);
    }

    /** So many images of the rate come among how many images. */
    private static long scaled(long ofRate, long counted, long among) {
        return (long) Math.ceil((double) Math.max(0, ofRate) * among / counted);
    }

    /** The least number up to the most that is enough; −1 if not even the most is. */
    private static long least(long most, LongPredicate enough) {
        if (!enough.test(most)) {
            return -1;
        }
        long tooFew = -1;
        long last = most;
        while (last - tooFew > 1) {
            long middle = (last + tooFew) / 2;
            if (enough.test(middle)) {
                last = middle;
            } else {
                tooFew = middle;
            }
        }
        return last;
    }
}
