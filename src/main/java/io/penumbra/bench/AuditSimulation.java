package io.penumbra.bench;

import io.penumbra.bench.AuditedStream.Labelled;
import io.penumbra.bench.AuditedStream.Rates;
import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.Basis;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How often the gate is right and wrong, and how many labels it takes, on streams of which flips and a few references
 * are labelled and no other image. The verdict is taken after every batch.
 *
 * @param seed of the first stream
 * @param streams number of streams
 * @param batch images between two verdicts
 * @param most images of a stream
 */
record AuditSimulation(long seed, int streams, int batch, int most) {
    private static final Set<Exemption> SEXES = Stream.of("sex=female", "sex=male")
            .map(name -> new Exemption(Subgroup.named(name), Optional.empty()))
            .collect(Collectors.toUnmodifiableSet());

    /** A stream and what is asked of it. */
    enum Setting {
        SAME("error, no flips", asks(GuardedMetric.ERROR, 0.01), new Rates(0.02, 0, 0), new Rates(0.1, 0, 0)),
        EQUAL(
                "error, 0.8 % regressions and 0.8 % fixes",
                asks(GuardedMetric.ERROR, 0.01), new Rates(0.02, 0.008, 0.008), new Rates(0.1, 0.008, 0.008)),
        HARMFUL(
                "error, 4 % regressions and 1 % fixes",
                asks(GuardedMetric.ERROR, 0.01), new Rates(0.02, 0.04, 0.01), new Rates(0.1, 0.04, 0.01)),
        ERROR_AT_MARGIN(
                "error worse by the margin of 0.01",
                asks(GuardedMetric.ERROR, 0.01),
                new Rates(0.02, 0.02, 0.01),
                new Rates(0.1, 0.02, 0.01)),
        FPR_AT_MARGIN(
                "false positives worse by the margin of 0.01",
                asks(GuardedMetric.FALSE_POSITIVE_RATE, 0.01),
                new Rates(0.02, 0.013, 0.003),
                new Rates(0.1, 0.003, 0.003)),
        FNR_AT_MARGIN(
                "false negatives worse by the margin of 0.05",
                asks(GuardedMetric.FALSE_NEGATIVE_RATE, 0.05),
                new Rates(0.02, 0.003, 0.003),
                new Rates(0.1, 0.07, 0.02)),
        /** As 8-bit integers bring them. */
        FPR_EQUAL(
                "false positives, 0.1 % regressions and 0.1 % fixes",
                asks(GuardedMetric.FALSE_POSITIVE_RATE, 0.01),
                new Rates(0.02, 0.001, 0.001),
                new Rates(0.1, 0.004, 0.004)),
        /** The same stream. */
        FNR_EQUAL(
                "false negatives, 0.4 % regressions and 0.4 % fixes",
                asks(GuardedMetric.FALSE_NEGATIVE_RATE, 0.05),
                new Rates(0.02, 0.001, 0.001),
                new Rates(0.1, 0.004, 0.004)),
        /** Like one-shot pruning on old women. */
        FNR_HARMFUL(
                "false negatives, 18.5 % regressions and 2 % fixes",
                asks(GuardedMetric.FALSE_NEGATIVE_RATE, 0.05),
                new Rates(0.02, 0.003, 0.003),
                new Rates(0.17, 0.185, 0.02));

        private final String text;
        private final VerdictSettings asked;
        private final Rates negatives;
        private final Rates positives;

        Setting(String text, VerdictSettings asked, Rates negatives, Rates positives) {
            this.text = text;
            this.asked = asked;
            this.negatives = negatives;
            this.positives = positives;
        }

        String text() {
            return text;
        }

        /** One question of all images, with nothing but the audit to answer it. */
        private static VerdictSettings asks(GuardedMetric metric, double margin) {
            return new VerdictSettings(Map.of(metric, margin), 0.05, 1, SEXES, Basis.AUDIT, 1);
        }
    }

    /**
     * When streams come to a decision.
     *
     * @param share the part of the streams that ever do
     * @param images the median of the images until then, among those that do
     * @param labels the median of the labels until then
     */
    record Reached(double share, long images, long labels) {}

    private record One(long images, long labels) {}

    AuditSimulation {
        if (streams < 1 || batch < 1 || most < batch) {
            throw new IllegalArgumentException(streams + " streams of " + most + " images in batches of " + batch
                    + ", expected at least 1 stream, 1 image in a batch and 1 batch");
        }
    }

    /**
     * How many streams ever come to a decision, and when.
     *
     * @param references the shares of images that are references: of those that all models say are not of the guarded
     *     class, and of those that they say are
     */
    Reached until(Decision decision, Setting setting, Labelled labelled, double... references) {
        One[] reached = IntStream.range(0, streams)
                .parallel()
                .mapToObj(i -> one(i, decision, setting, labelled, references))
                .flatMap(Optional::stream)
                .toArray(One[]::new);
        return new Reached(
                (double) reached.length / streams,
                median(Stream.of(reached).mapToLong(One::images).sorted().toArray()),
                median(Stream.of(reached).mapToLong(One::labels).sorted().toArray()));
    }

    private Optional<One> one(int i, Decision decision, Setting setting, Labelled labelled, double... references) {
        var stream = new AuditedStream(
                new SplittableRandom(seed + i), setting.negatives, setting.positives, labelled, references);
        var gate = new Gate(setting.asked, Map.of());
        for (int seen = batch; seen <= most; seen += batch) {
            stream.see(batch);
            if (gate.verdict(stream.snapshot(), AuditedStream.CANDIDATE).decision() == decision) {
                return Optional.of(new One(seen, stream.labels()));
            }
        }
        return Optional.empty();
    }

    private static long median(long[] sorted) {
        return sorted.length == 0 ? 0 : SimulationReport.median(sorted);
    }
}
