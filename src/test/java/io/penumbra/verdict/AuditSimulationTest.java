package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.statistics.AuditCounts;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the audit is wrong, whoever chooses the labels, and how few labels it needs. Streams are drawn anew from fixed seeds. */
class AuditSimulationTest {
    private static final double MARGIN = 0.01;
    private static final double ENOUGH = -Math.log(0.04);
    private static final int STREAMS = 300;
    private static final int IMAGES = 3000;
    private static final int LOOK = 25;

    /** Which flips have a label by now. */
    private interface Labels {
        boolean isLabelled(boolean regression, int age, int number);
    }

    private static final Labels ALL = (regression, age, number) -> true;

    /** Shares of streams in which harm, and safety, was ever shown. */
    private static double[] ever(double regressions, double fixes, Labels labels) {
        int harm = 0;
        int safety = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            var random = new Random(stream);
            int[] outcomes = new int[IMAGES];
            boolean harmed = false;
            boolean safe = false;
            for (int i = 0; i < IMAGES; i++) {
                double drawn = random.nextDouble();
                outcomes[i] = drawn < regressions ? 1 : drawn < regressions + fixes ? -1 : 0;
                if ((i + 1) % LOOK == 0) {
                    AuditCounts counts = counts(outcomes, i + 1, labels);
                    harmed |= counts.logHarm(MARGIN) >= ENOUGH;
                    safe |= counts.logSafety(MARGIN) >= ENOUGH;
                }
            }
            harm += harmed ? 1 : 0;
            safety += safe ? 1 : 0;
        }
        return new double[] {(double) harm / STREAMS, (double) safety / STREAMS};
    }

    private static AuditCounts counts(int[] outcomes, int scored, Labels labels) {
        long b = 0;
        long c = 0;
        long unlabelled = 0;
        for (int i = 0; i < scored; i++) {
            if (outcomes[i] != 0) {
                boolean labelled = labels.isLabelled(outcomes[i] > 0, scored - i, i);
                unlabelled += labelled ? 0 : 1;
                b += labelled && outcomes[i] > 0 ? 1 : 0;
                c += labelled && outcomes[i] < 0 ? 1 : 0;
            }
        }
        return AuditCounts.ofError(scored, b, c, unlabelled);
    }

    @Test
    void verdictsAtTheMarginAreRarelyWrongWhoeverChoosesTheLabels() {
        var labels = new Labels[] {
            ALL,
            (regression, age, number) -> age > 500,
            (regression, age, number) -> number % 3 > 0,
            (regression, age, number) -> regression,
            (regression, age, number) -> !regression
        };
        for (Labels each : labels) {
            double[] ever = ever(0.02, 0.01, each);
            System.out.printf(
                    "error at the margin, labels of flips alone: ever harm in %.3f, ever safe in %.3f of %d streams%n",
                    ever[0], ever[1], STREAMS);
            assertThat(ever[0]).isLessThanOrEqualTo(0.05);
            assertThat(ever[1]).isLessThanOrEqualTo(0.05);
        }
    }

    /** The medians of images and labels until an answer. */
    private static long[] medians(double regressions, double fixes, boolean harm) {
        long[] images = new long[STREAMS];
        long[] flips = new long[STREAMS];
        for (int stream = 0; stream < STREAMS; stream++) {
            var random = new Random(1000 + stream);
            long n = 0;
            long b = 0;
            long c = 0;
            AuditCounts counts;
            do {
                double drawn = random.nextDouble();
                b += drawn < regressions ? 1 : 0;
                c += drawn >= regressions && drawn < regressions + fixes ? 1 : 0;
                n++;
                counts = AuditCounts.ofError(n, b, c, 0);
            } while (n % LOOK != 0 || (harm ? counts.logHarm(MARGIN) : counts.logSafety(MARGIN)) < ENOUGH);
            images[stream] = n;
            flips[stream] = b + c;
        }
        Arrays.sort(images);
        Arrays.sort(flips);
        return new long[] {images[STREAMS / 2], flips[STREAMS / 2]};
    }

    @Test
    void labelsOfFlipsSuffice() {
        long[] safe = medians(0.008, 0.008, false);
        long[] harmed = medians(0.04, 0.01, true);
        System.out.printf(
                "equal candidate: safe after %d images and %d labels; harm of 3 points: after %d images and %d labels%n",
                safe[0], safe[1], harmed[0], harmed[1]);
        assertThat(safe[0]).isBetween(1180L, 1450L);
        assertThat(safe[1]).isBetween(18L, 23L);
        assertThat(harmed[0]).isBetween(780L, 970L);
        assertThat(harmed[1]).isBetween(38L, 48L);
    }

    @Test
    void candidateWithoutFlipsPassesAfterFiveHundredImages() {
        long n = 0;
        while (AuditCounts.ofError(n, 0, 0, 0).logSafety(MARGIN) < ENOUGH) {
            n++;
        }
        assertThat(n).isLessThanOrEqualTo(510);
    }
}
