package io.penumbra.metrics;

import java.util.List;

/** The metrics of the view. */
enum ViewMetric {
    SCORED_IMAGES("penumbra_scored_images", "Images scored in the window.", false, "subgroup", "window"),
    LABELLED_IMAGES(
            "penumbra_labelled_images",
            "Images scored in the window whose label is known.",
            false,
            "subgroup",
            "window"),
    ERRORS(
            "penumbra_errors",
            "Errors among the labelled images, as the mean over the model's members.",
            false,
            "model",
            "subgroup",
            "window"),
    ERROR_RATIO(
            "penumbra_error_ratio", "Errors divided by labelled images, 0 to 1.", true, "model", "subgroup", "window"),
    FALSE_POSITIVE_RATIO(
            "penumbra_false_positive_ratio",
            "Of the labelled images of other classes, the share taken for the class, 0 to 1.",
            true,
            "model",
            "subgroup",
            "window",
            "class"),
    FALSE_NEGATIVE_RATIO(
            "penumbra_false_negative_ratio",
            "Of the labelled images of the class, the share not taken for it, 0 to 1.",
            true,
            "model",
            "subgroup",
            "window",
            "class"),
    DISAGREEMENT_RATIO(
            "penumbra_disagreement_ratio",
            "Of the scored images, the share on which the modal classes of candidate and baseline differ, 0 to 1. Needs no label.",
            true,
            "model",
            "subgroup",
            "window"),
    REGRESSIONS(
            "penumbra_regressions",
            "Labelled images on which the baseline is right and the candidate wrong.",
            false,
            "model",
            "subgroup",
            "window"),
    FIXES(
            "penumbra_fixes",
            "Labelled images on which the baseline is wrong and the candidate right.",
            false,
            "model",
            "subgroup",
            "window"),
    ERROR_RATIO_CHANGE(
            "penumbra_error_ratio_change",
            "Error ratio of the candidate minus that of the baseline on the same images, -1 to 1.",
            true,
            "model",
            "subgroup",
            "window"),
    LABEL_COVERAGE_RATIO(
            "penumbra_label_coverage_ratio",
            "Of the scored images, the share whose label is known, 0 to 1.",
            false,
            "subgroup",
            "window"),
    CALIBRATION_ERROR(
            "penumbra_calibration_error",
            "Expected calibration error, 0 to 1: how far accuracy lies from confidence, the mean probability of the modal class.",
            false,
            "model",
            "subgroup",
            "window"),
    UNCERTAIN_RATIO(
            "penumbra_uncertain_ratio",
            "Of the scored images, the share on which no class has a mean probability of 0.9. Needs no label.",
            true,
            "model",
            "subgroup",
            "window"),
    REGRESSION_CONFIDENCE(
            "penumbra_regression_confidence",
            "Mean confidence of the candidate in its regressions, 0 to 1.",
            false,
            "model",
            "subgroup",
            "window"),
    SURE_REGRESSIONS(
            "penumbra_sure_regressions",
            "Regressions in which the candidate has a confidence of at least 0.9.",
            false,
            "model",
            "subgroup",
            "window"),
    FIX_CONFIDENCE(
            "penumbra_fix_confidence",
            "Mean confidence of the candidate in its fixes, 0 to 1.",
            false,
            "model",
            "subgroup",
            "window"),
    SURE_FIXES(
            "penumbra_sure_fixes",
            "Fixes in which the candidate has a confidence of at least 0.9.",
            false,
            "model",
            "subgroup",
            "window"),
    BIAS_AMPLIFICATION(
            "penumbra_bias_amplification",
            "The subgroup's share of all images predicted to be of the class minus its share of all images of the class, -1 to 1.",
            false,
            "model",
            "subgroup",
            "window",
            "class"),
    EXEMPLAR_DISTANCE(
            "penumbra_exemplar_distance",
            "Percentile of the taxicab distance, 0 to 2, between the label distributions of candidate and baseline. Needs no label.",
            false,
            "model",
            "percentile",
            "window"),
    EXEMPLAR_PROBABILITY_DISTANCE(
            "penumbra_exemplar_probability_distance",
            "Distance between mean probabilities, 0 to 2, at the same percentile. It ranks images of equal taxicab distance.",
            false,
            "model",
            "percentile",
            "window"),
    EXEMPLAR_ACCURACY(
            "penumbra_exemplar_accuracy",
            "Share of labelled images on which the model's modal class is right, 0 to 1, among the exemplars of the candidate named as reference.",
            true,
            "model",
            "reference",
            "percentile",
            "window"),
    EXEMPLAR_RATIO(
            "penumbra_exemplar_ratio",
            "True share of the window's images that are exemplars at the percentile, 0 to 1. Images of equal rank stay together, so it may exceed the share asked for.",
            false,
            "model",
            "percentile",
            "window"),
    EXEMPLAR_SHARE_RATIO(
            "penumbra_exemplar_share_ratio",
            "The subgroup's share of a candidate's exemplars divided by its share of all images. Above 1, compression singles it out.",
            false,
            "model",
            "subgroup",
            "percentile",
            "window"),
    VERDICT(
            "penumbra_verdict",
            "Whether a candidate may ship. 1 for its verdict, which is pass, fail or inconclusive; 0 for the others.",
            false,
            "model",
            "verdict"),
    HARM_EVIDENCE(
            "penumbra_harm_evidence",
            "Natural logarithm of the evidence that the candidate worsens the metric by more than the margin, since its version's start.",
            false,
            "model",
            "subgroup",
            "metric",
            "class"),
    SAFETY_EVIDENCE(
            "penumbra_safety_evidence",
            "Natural logarithm of the evidence that the candidate worsens the metric by less than the margin, since its version's start.",
            false,
            "model",
            "subgroup",
            "metric",
            "class"),
    IMAGES_NEEDED(
            "penumbra_images_needed",
            "About how many more labelled images of the subgroup decide the question. Absent if it is decided or never would be.",
            false,
            "model",
            "subgroup",
            "metric",
            "class"),
    FINDING(
            "penumbra_finding",
            "Whether a candidate harms a subgroup in a metric beyond the margin. 1 for the state: harmed, safe, open, below_minimum, no_labels or exempt. The others are absent.",
            false,
            "model",
            "subgroup",
            "metric",
            "class",
            "state"),
    HARM_EVIDENCE_THRESHOLD(
            "penumbra_harm_evidence_threshold",
            "Natural logarithm of the evidence with which one subgroup and metric alone shows harm. Less suffices if several show it.",
            false,
            "model"),
    SAFETY_EVIDENCE_THRESHOLD(
            "penumbra_safety_evidence_threshold",
            "Natural logarithm of the evidence that shows safety. A candidate passes once every subgroup and metric has it.",
            false,
            "model"),
    VERDICT_MARGIN(
            "penumbra_verdict_margin",
            "The tolerated harm of a candidate in a guarded metric, as a difference of rates.",
            false,
            "model",
            "metric"),
    MODEL_VERSION(
            "penumbra_model_version",
            "1 for the current version of each model. Its role is baseline or candidate.",
            false,
            "model",
            "version",
            "role"),
    DRIFT_STATISTIC(
            "penumbra_drift_statistic",
            "Natural logarithm of the evidence that disagreement, harm, error or a share has left its reference, however long ago.",
            false,
            "model",
            "subgroup",
            "kind",
            "horizon"),
    DRIFT_ALARM(
            "penumbra_drift_alarm",
            "1 while the drift statistic is at or above the threshold and, of 30d, the figure of the newest 24 hours that have one lies beyond the reference, else 0.",
            false,
            "model",
            "role",
            "subgroup",
            "kind",
            "horizon"),
    DRIFT_FROM(
            "penumbra_drift_from_ratio",
            "Figure of the reference that a series in alarm has left. Absent without an alarm.",
            false,
            "model",
            "subgroup",
            "kind",
            "horizon",
            "class",
            "direction"),
    DRIFT_TO(
            "penumbra_drift_to_ratio",
            "Figure of a series in alarm since its drift began. Absent without an alarm.",
            false,
            "model",
            "subgroup",
            "kind",
            "horizon",
            "class",
            "direction"),
    DRIFT_SINCE(
            "penumbra_drift_since_timestamp_seconds",
            "When the drift began, in event time, at most as long ago as the horizon. Absent without an alarm.",
            false,
            "model",
            "subgroup",
            "kind",
            "horizon"),
    DRIFT_THRESHOLD(
            "penumbra_drift_threshold",
            "Natural logarithm of the drift statistic that raises an alarm. It is that of the mean time to a false alarm, in panes of the horizon.",
            false,
            "horizon");

    private final String metricName;
    private final String help;
    private final boolean interval;
    private final List<String> labels;

    ViewMetric(String metricName, String help, boolean interval, String... labels) {
        this.metricName = metricName;
        this.help = help;
        this.interval = interval;
        this.labels = List.of(labels);
    }

    /** Whether the ends of an interval stand beside it, as {@code …_lower} and {@code …_upper}. */
    boolean hasInterval() {
        return interval;
    }

    String metricName() {
        return metricName;
    }

    String lowerName() {
        return metricName + "_lower";
    }

    String upperName() {
        return metricName + "_upper";
    }

    String help() {
        return help;
    }

    /** Names of its metric labels, in the order of the page. */
    List<String> labels() {
        return labels;
    }
}
