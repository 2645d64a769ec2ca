package io.penumbra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.statistics.PairedCounts;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Observations;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo says of verdicts while it runs and when it ends. */
class ProgressTest {
    private static Verdict verdict(String candidate, PairedCounts negatives, PairedCounts positives) {
        return Verdict.of(
                candidate,
                VerdictSettings.DEFAULT,
                List.of(
                        Observations.labelled("all", negatives.plus(negatives), positives.plus(positives)),
                        Observations.labelled("sex=female", negatives, positives),
                        Observations.labelled("sex=male", negatives, positives)));
    }

    private static Verdict harmful() {
        return verdict("harmful", new PairedCounts(0, 0, 900), new PairedCounts(60, 0, 140));
    }

    private static Verdict good() {
        return verdict("good", new PairedCounts(0, 0, 900), new PairedCounts(0, 0, 400));
    }

    private static Verdict early() {
        return verdict("early", new PairedCounts(0, 0, 200), new PairedCounts(0, 0, 50));
    }

    @Test
    void lineSaysRateVerdictsWhatDecidesNextAndTheWidestHarm() {
        List<Verdict> verdicts = List.of(harmful(), good(), early());
        assertThat(verdicts)
                .extracting(Verdict::decision)
                .containsExactly(Decision.FAIL, Decision.PASS, Decision.INCONCLUSIVE);
        assertThat(Progress.line(12_345, 50, verdicts))
                .startsWith("12,345 images, 50/s · ✓ pass good · ✗ fail harmful · … open early · next: early by the ")
                .contains(" more images, ")
                .containsPattern("widest harm: harmful, false negative rate of all \\+30.0 points \\[.*], n 400$");
    }

    @Test
    void noGapIsToldWhoseIntervalHoldsZero() {
        Verdict noise = verdict("noise", new PairedCounts(3, 1, 300), new PairedCounts(2, 1, 60));
        assertThat(Harm.widest(List.of(noise))).isEmpty();
        assertThat(Progress.line(300, 50, List.of(noise))).doesNotContain("widest");
    }

    @Test
    void nextIsTheCandidateThatIsDecidedFirstByTheQuestionThatTakesItLongest() {
        Outlook outlook = Outlook.next(List.of(early(), good(), harmful())).orElseThrow();
        assertThat(outlook.candidate()).isEqualTo("early");
        Outlook.of(early())
                .ifPresent(of -> early().findings()
                        .forEach(finding -> early().imagesNeeded(finding)
                                .ifPresent(needed -> assertThat(of.images())
                                        .as(finding.subgroup() + " " + finding.metric())
                                        .isGreaterThanOrEqualTo(Math.round(needed * 500.0 / finding.labelled()) - 1))));
    }

    @Test
    void decidedCandidatesWaitForNothing() {
        assertThat(Outlook.of(good())).isEmpty();
        assertThat(Outlook.of(harmful()))
                .as("its open questions change nothing")
                .isEmpty();
        assertThat(Outlook.next(List.of())).isEmpty();
    }

    @Test
    void verdictIsToldOnceWhenItChanges() {
        var news = new VerdictNews();
        assertThat(news.news(List.of(early()))).isEmpty();
        assertThat(news.news(List.of(good(), harmful())))
                .satisfiesExactly(
                        pass -> assertThat(pass).startsWith("verdict: good may ship: each of 9 questions"),
                        fail -> assertThat(fail)
                                .startsWith(
                                        "verdict: harmful must not ship: sex=female: false negative rate changes by +30"));
        assertThat(news.news(List.of(good(), harmful()))).isEmpty();
    }

    @Test
    void tableHasEveryVerdictInWords() {
        assertThat(VerdictNews.table(List.of(harmful(), good(), early())).lines())
                .satisfiesExactly(
                        fail -> assertThat(fail).matches("harmful  fail +harmful must not ship: .*"),
                        pass -> assertThat(pass).matches("good     pass +good may ship: .*"),
                        open -> assertThat(open).matches("early    inconclusive +early is open: .* decides, after .*"));
    }
}
