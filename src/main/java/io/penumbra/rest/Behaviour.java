package io.penumbra.rest;

import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.BiasAmplification;
import io.penumbra.statistics.Calibration;
import io.penumbra.statistics.Confidence;
import io.penumbra.statistics.ConfidenceBins;
import io.penumbra.statistics.Confusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model does on a subgroup beyond its errors. Its confidence is the mean probability of its modal class.
 *
 * @param calibrationError expected calibration error of 15 bins, 0 to 1; absent without a labelled image
 * @param calibrationErrorChange of a candidate: its calibration error less the baseline's on the same images
 * @param uncertain the share of scored images on which no class has a mean probability of 0.9
 * @param biasAmplification by guarded and positive class: the subgroup's share of all images that are predicted to be
 *     of the class, less its share of all images of the class, −1 to 1; absent of {@code all}
 * @param regressions of a candidate: its confidence of them
 * @param fixes of a candidate: its confidence of them
 * @param bins if asked for: the labelled images by confidence, without empty bins
 */
public record Behaviour(
        OptionalDouble calibrationError,
        OptionalDouble calibrationErrorChange,
        Optional<Ratio> uncertain,
        Optional<Map<String, Double>> biasAmplification,
        Optional<Sureness> regressions,
        Optional<Sureness> fixes,
        Optional<List<Bin>> bins) {
    /**
     * How sure a candidate is of some predictions.
     *
     * @param of number of predictions
     * @param confidence the mean, 0 to 1
     * @param sure predictions with a confidence of at least 0.9
     */
    public record Sureness(long of, double confidence, long sure) {
        static Optional<Sureness> of(Confidence confidence) {
            return confidence.mean().stream()
                    .mapToObj(mean -> new Sureness(confidence.images(), mean, confidence.sure()))
                    .findFirst();
        }
    }

    /**
     * Labelled images whose confidence is above {@code from} and at most {@code to}.
     *
     * @param accuracy the share on which the modal class is right
     * @param confidence the mean
     * @param regressions of a candidate: how many of them are regressions; else 0
     * @param fixes of a candidate: how many of them are fixes; else 0
     */
    public record Bin(
            double from, double to, long images, double accuracy, double confidence, long regressions, long fixes) {}

    /** @param all the model's counts on all images; empty if these are they */
    static Behaviour of(ModelCounts model, Optional<PairCounts> pair, Optional<ModelCounts> all, boolean withBins) {
        Calibration calibration = model.confidences().calibration();
        return new Behaviour(
                calibration.error(),
                pair.map(PairCounts::calibrationErrorChange).orElse(OptionalDouble.empty()),
                Ratio.of(model.uncertain()),
                all.map(whole -> biasAmplification(model.classes(), model.confusion(), whole.confusion())),
                pair.flatMap(both -> Sureness.of(both.regressionConfidence())),
                pair.flatMap(both -> Sureness.of(both.fixConfidence())),
                withBins ? Optional.of(bins(calibration)) : Optional.empty());
    }

    private static Map<String, Double> biasAmplification(Classes classes, Confusion subgroup, Confusion all) {
        var byClass = new LinkedHashMap<String, Double>();
        for (int y : classes.compared()) {
            BiasAmplification.of(subgroup, all, y)
                    .ifPresent(bias -> byClass.put(classes.names().get(y), bias));
        }
        return byClass;
    }

    private static List<Bin> bins(Calibration calibration) {
        var bins = new ArrayList<Bin>();
        for (int i = 0; i < ConfidenceBins.COUNT; i++) {
            Calibration.Bin bin = calibration.bins().get(i);
            if (bin.images() > 0) {
                bins.add(new Bin(
                        ConfidenceBins.lower(i),
                        ConfidenceBins.lower(i + 1),
                        bin.images(),
                        bin.accuracy().orElseThrow(),
                        bin.confidence().orElseThrow(),
                        bin.regressions(),
                        bin.fixes()));
            }
        }
        return bins;
    }
}
