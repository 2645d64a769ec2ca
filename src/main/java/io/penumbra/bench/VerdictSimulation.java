package io.penumbra.bench;

import io.penumbra.bench.SimulatedStream.Rates;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How often the gate is right and wrong on streams whose truth is known. The verdict is taken after every batch.
 *
 * @param seed of the first stream
 * @param streams number of streams
 * @param batch images between two verdicts
 * @param most images of a stream
 */
record VerdictSimulation(long seed, int streams, int batch, int most) {
    private static final double MARGIN = 0.01;

    /** One margin for all metrics, as the stream has the same rates for all of them. */
    private static final VerdictSettings SETTINGS = new VerdictSettings(
            Stream.of(GuardedMetric.values()).collect(Collectors.toMap(metric -> metric, metric -> MARGIN)),
            VerdictSettings.DEFAULT.level(),
            VerdictSettings.DEFAULT.minimum(),
            Set.of());

    /** A single question, which has the level for itself. */
    private static final VerdictSettings ERROR_OF_MEN = new VerdictSettings(
            Map.of(GuardedMetric.ERROR, MARGIN),
            SETTINGS.level(),
            SETTINGS.minimum(),
            SimulatedStream.subgroupsOtherThanMen());

    /** Worse by exactly the margin everywhere: the hardest candidate that must not be called harmful. */
    static final Rates AT_THE_MARGIN = new Rates(0.02 + MARGIN, 0.02);

    /** Worse by 0.03 more than the margin. */
    static final Rates HARMFUL = new Rates(0.01 + MARGIN + 0.03, 0.01);

    /** Gives the same answers as the baseline. */
    static final Rates SAME = new Rates(0, 0);

    /** As good as the baseline, with other answers. */
    static final Rates EQUAL = new Rates(0.005, 0.005);

    VerdictSimulation {
        if (streams < 1 || batch < 1 || most < batch) {
            throw new IllegalArgumentException(streams + " streams of " + most + " images in batches of " + batch
                    + ", expected at least 1 stream, 1 image in a batch and 1 batch");
        }
    }

    /** The share of streams that ever get the verdict fail, though no harm is beyond the margin. */
    double everFailedAtTheMargin() {
        return share(imagesUntil(Decision.FAIL, SETTINGS, AT_THE_MARGIN, AT_THE_MARGIN));
    }

    /** The share of streams that get the verdict fail if men are harmed. */
    double failedByHarmOfMen() {
        return share(imagesUntil(Decision.FAIL, SETTINGS, EQUAL, HARMFUL));
    }

    /**
     * The share of streams that ever get the verdict pass, though the error of men is worse by the margin. Only this
     * error is guarded.
     */
    double everPassedWithMenAtTheMargin() {
        return share(imagesUntil(Decision.PASS, ERROR_OF_MEN, SAME, AT_THE_MARGIN));
    }

    /**
     * How many labelled images an equal candidate needs to pass: one number for each stream, sorted. Streams that never
     * pass come last.
     */
    long[] imagesUntilAnEqualCandidatePasses() {
        return imagesUntil(Decision.PASS, SETTINGS, EQUAL, EQUAL);
    }

    /**
     * How many labelled images show the harm of men: one number for each stream, sorted. Streams that never show it
     * come last.
     */
    long[] imagesUntilHarmOfMenFails() {
        return imagesUntil(Decision.FAIL, SETTINGS, EQUAL, HARMFUL);
    }

    private long[] imagesUntil(Decision decision, VerdictSettings settings, Rates women, Rates men) {
        return IntStream.range(0, streams)
                .parallel()
                .mapToLong(i -> {
                    var stream = new SimulatedStream(new SplittableRandom(seed + i), women, men);
                    for (int seen = batch; seen <= most; seen += batch) {
                        stream.see(batch);
                        if (Verdict.of("candidate", settings, stream.observed()).decision() == decision) {
                            return seen;
                        }
                    }
                    return Long.MAX_VALUE;
                })
                .sorted()
                .toArray();
    }

    private double share(long[] images) {
        return (double) IntStream.range(0, images.length)
                        .filter(i -> images[i] != Long.MAX_VALUE)
                        .count()
                / streams;
    }
}
