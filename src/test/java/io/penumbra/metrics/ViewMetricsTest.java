package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.DriftWatch;
import io.penumbra.drift.Reference;
import io.penumbra.drift.ReferenceMeasure;
import io.penumbra.drift.References;
import io.penumbra.tally.MemoryTally;
import io.penumbra.tally.Scores;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.VerdictSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewMetricsTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();
    private static final long START = Instant.parse("2026-05-06T07:00:00Z").toEpochMilli();
    private static final List<Double> PERCENTILES = List.of(60.0, 97.5);
    private static final Gate GATE = new Gate(VerdictSettings.DEFAULT, Map.of());

    private static Page page(Snapshot snapshot) {
        return Page.of(
                new ViewMetrics(() -> Optional.of(snapshot), GATE, looked -> Optional.empty(), PERCENTILES, false));
    }

    /** A regression, an error of both, a fix, a hit of both; and a flip of which nobody knows who is right. */
    private static Page fiveImages() {
        return page(new CountedImages(1)
                .add(NOW, "male", "not_blond", 0, 1)
                .add(NOW, "male", "not_blond", 1, 1)
                .add(NOW, "male", "blond", 0, 1)
                .add(NOW, "male", "blond", 1, 1)
                .add(NOW, "female", null, 1, 0)
                .snapshot());
    }

    private static double value(Page page, String name, String... labels) {
        OptionalDouble value = page.value(name, map(labels));
        assertThat(value).as("%s%s", name, map(labels)).isPresent();
        return value.getAsDouble();
    }

    private static HashMap<String, String> map(String... labels) {
        var map = new HashMap<String, String>();
        map.put("window", "version");
        map.put("subgroup", "all");
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return map;
    }

    @Test
    void everyMetricIsThereWithHelpAndType() {
        var names = List.of(
                "penumbra_scored_images",
                "penumbra_labelled_images",
                "penumbra_errors",
                "penumbra_regressions",
                "penumbra_fixes",
                "penumbra_error_ratio",
                "penumbra_error_ratio_lower",
                "penumbra_error_ratio_upper",
                "penumbra_false_positive_ratio",
                "penumbra_false_positive_ratio_lower",
                "penumbra_false_positive_ratio_upper",
                "penumbra_false_negative_ratio",
                "penumbra_false_negative_ratio_lower",
                "penumbra_false_negative_ratio_upper",
                "penumbra_disagreement_ratio",
                "penumbra_disagreement_ratio_lower",
                "penumbra_disagreement_ratio_upper",
                "penumbra_error_ratio_change",
                "penumbra_error_ratio_change_lower",
                "penumbra_error_ratio_change_upper",
                "penumbra_label_coverage_ratio",
                "penumbra_calibration_error",
                "penumbra_uncertain_ratio",
                "penumbra_uncertain_ratio_lower",
                "penumbra_uncertain_ratio_upper",
                "penumbra_regression_confidence",
                "penumbra_sure_regressions",
                "penumbra_sure_fixes",
                "penumbra_bias_amplification",
                "penumbra_exemplar_distance",
                "penumbra_exemplar_probability_distance",
                "penumbra_exemplar_accuracy",
                "penumbra_exemplar_accuracy_lower",
                "penumbra_exemplar_accuracy_upper",
                "penumbra_exemplar_ratio",
                "penumbra_exemplar_share_ratio",
                "penumbra_verdict",
                "penumbra_harm_evidence",
                "penumbra_safety_evidence",
                "penumbra_images_needed",
                "penumbra_finding",
                "penumbra_harm_evidence_threshold",
                "penumbra_safety_evidence_threshold",
                "penumbra_verdict_margin",
                "penumbra_model_version",
                "penumbra_drift_statistic",
                "penumbra_drift_alarm",
                "penumbra_drift_from_ratio",
                "penumbra_drift_to_ratio",
                "penumbra_drift_since_timestamp_seconds",
                "penumbra_drift_threshold");
        Page page = drifted();
        assertThat(page.types())
                .containsOnlyKeys(names)
                .allSatisfy((name, type) -> assertThat(type).isEqualTo("gauge"));
        assertThat(fiveImages().types()).containsEntry("penumbra_fix_confidence", "gauge"); // here there is no fix
        assertThat(page.help())
                .containsOnlyKeys(names)
                .allSatisfy(
                        (name, help) -> assertThat(help).hasSizeGreaterThan(20).endsWith("."));
    }

    /** Nine quiet minutes, of which five are the reference, and then one in which every image is a flip of a man. */
    private static Page drifted() {
        var images = new CountedImages(1);
        for (int i = 0; i < 900; i++) {
            String sex = i % 2 == 0 ? "male" : "female";
            images.add(START + i / 100 * 60_000, sex, i % 10 == 0 ? null : "blond", 1, 1);
        }
        for (int i = 0; i < 100; i++) {
            images.add(START + 9 * 60_000, "male", "blond", 1, 0);
        }
        Snapshot snapshot = images.snapshot();
        var watch = new DriftWatch(DriftSettings.DEFAULT);
        var automatic = new HashMap<String, Reference>();
        for (String model : List.of("full", "pruned")) {
            automatic.put(
                    model,
                    ReferenceMeasure.automatic(snapshot, model, Duration.ofMinutes(5))
                            .orElseThrow());
        }
        return Page.of(new ViewMetrics(
                () -> Optional.of(snapshot),
                GATE,
                looked -> Optional.of(
                        new DriftFigures(watch.look(looked, new References(Map.of(), automatic)), watch.settings())),
                PERCENTILES,
                false));
    }

    private static OptionalDouble drift(Page page, String what, String model, String subgroup, String kind) {
        var labels = new HashMap<>(Map.of("model", model, "subgroup", subgroup, "kind", kind, "horizon", "24h"));
        if (what.equals("alarm")) {
            labels.put("role", model.equals("full") ? "baseline" : "candidate");
        }
        return page.value("penumbra_drift_" + what, labels);
    }

    @Test
    void alarmIsShownWithItsStatisticAndSinceWhen() {
        Page page = drifted();
        double threshold =
                page.value("penumbra_drift_threshold", Map.of("horizon", "24h")).orElseThrow();
        assertThat(threshold).isCloseTo(Math.log(43_200), within(1e-9));
        assertThat(page.value("penumbra_drift_threshold", Map.of("horizon", "30d"))
                        .orElseThrow())
                .isCloseTo(Math.log(720), within(1e-9));
        for (String kind : List.of("disagreement", "harm")) {
            assertThat(drift(page, "alarm", "pruned", "sex=male", kind)).hasValue(1);
            assertThat(drift(page, "statistic", "pruned", "sex=male", kind).orElseThrow())
                    .isGreaterThan(threshold);
            assertThat(drift(page, "since_timestamp_seconds", "pruned", "sex=male", kind))
                    .hasValue(START / 1000.0 + 9 * 60);
            assertThat(drift(page, "alarm", "pruned", "sex=female", kind)).hasValue(0);
            assertThat(drift(page, "since_timestamp_seconds", "pruned", "sex=female", kind))
                    .isEmpty();
        }
        assertThat(drift(page, "alarm", "full", "sex=male", "subgroup_share")).hasValue(1);
        assertThat(drift(page, "alarm", "full", "sex=female", "subgroup_share")).hasValue(1);
        assertThat(drift(page, "alarm", "full", "sex=male", "predicted_class_share"))
                .hasValue(0);
        assertThat(drift(page, "alarm", "pruned", "sex=male", "predicted_class_share"))
                .hasValue(1);
        assertThat(drift(page, "statistic", "full", "all", "subgroup_share")).isEmpty();
        assertThat(shift(page, "from", "pruned", "sex=male", "disagreement", "", "rise"))
                .hasValue(0);
        assertThat(shift(page, "to", "pruned", "sex=male", "disagreement", "", "rise"))
                .hasValue(1);
        assertThat(shift(page, "from", "full", "sex=female", "subgroup_share", "", "fall"))
                .hasValue(0.5);
        assertThat(shift(page, "to", "full", "sex=female", "subgroup_share", "", "fall"))
                .hasValue(0);
        assertThat(shift(page, "from", "pruned", "sex=male", "predicted_class_share", "blond", "fall"))
                .hasValue(1);
        assertThat(shift(page, "to", "pruned", "sex=male", "predicted_class_share", "blond", "fall"))
                .hasValue(0);
        assertThat(shift(page, "from", "full", "sex=male", "predicted_class_share", "blond", "fall"))
                .isEmpty();
    }

    private static OptionalDouble shift(
            Page page, String end, String model, String subgroup, String kind, String ofClass, String direction) {
        return page.value(
                "penumbra_drift_" + end + "_ratio",
                Map.of(
                        "model",
                        model,
                        "subgroup",
                        subgroup,
                        "kind",
                        kind,
                        "horizon",
                        "24h",
                        "class",
                        ofClass,
                        "direction",
                        direction));
    }

    @Test
    void countsAreThoseOfTheImages() {
        Page page = fiveImages();
        assertThat(value(page, "penumbra_scored_images")).isEqualTo(5);
        assertThat(value(page, "penumbra_labelled_images")).isEqualTo(4);
        assertThat(value(page, "penumbra_scored_images", "subgroup", "sex=female"))
                .isEqualTo(1);
        assertThat(value(page, "penumbra_labelled_images", "subgroup", "sex=female"))
                .isZero();
        assertThat(value(page, "penumbra_errors", "model", "full")).isEqualTo(2);
        assertThat(value(page, "penumbra_errors", "model", "pruned")).isEqualTo(2);
        assertThat(value(page, "penumbra_regressions", "model", "pruned")).isEqualTo(1);
        assertThat(value(page, "penumbra_fixes", "model", "pruned")).isEqualTo(1);
    }

    @Test
    void ratiosAreThoseOfTheCounts() {
        Page page = fiveImages();
        assertThat(value(page, "penumbra_error_ratio", "model", "full")).isEqualTo(0.5);
        assertThat(value(page, "penumbra_error_ratio", "model", "pruned")).isEqualTo(0.5);
        assertThat(value(page, "penumbra_false_positive_ratio", "model", "full", "class", "blond"))
                .isEqualTo(0.5);
        assertThat(value(page, "penumbra_false_positive_ratio", "model", "pruned", "class", "blond"))
                .isEqualTo(1);
        assertThat(value(page, "penumbra_false_negative_ratio", "model", "full", "class", "blond"))
                .isEqualTo(0.5);
        assertThat(value(page, "penumbra_false_negative_ratio", "model", "pruned", "class", "blond"))
                .isZero();
        assertThat(value(page, "penumbra_false_negative_ratio", "model", "pruned", "class", "not_blond"))
                .isEqualTo(1);
        assertThat(value(page, "penumbra_disagreement_ratio", "model", "pruned"))
                .isEqualTo(0.6);
        assertThat(value(page, "penumbra_error_ratio_change", "model", "pruned"))
                .isZero();
    }

    @Test
    void intervalsAreWilsons() {
        Page page = fiveImages();
        assertThat(value(page, "penumbra_error_ratio_lower", "model", "full")).isCloseTo(0.150039, within(1e-6));
        assertThat(value(page, "penumbra_error_ratio_upper", "model", "full")).isCloseTo(0.849961, within(1e-6));
        // 1 of 1: 1/(1 + z²)
        assertThat(value(page, "penumbra_disagreement_ratio_lower", "model", "pruned", "subgroup", "sex=female"))
                .isCloseTo(0.206549, within(1e-6));
        assertThat(value(page, "penumbra_disagreement_ratio_upper", "model", "pruned", "subgroup", "sex=female"))
                .isEqualTo(1);
    }

    @Test
    void changeIsCandidateMinusBaselineWithNewcombesInterval() {
        var images = new CountedImages(1);
        for (int i = 0; i < 100; i++) {
            // blond all of them: 80 that both have wrong, 2 only the candidate, 10 only the baseline, 8 neither
            images.add(NOW, "male", "blond", i < 80 || i >= 82 && i < 92 ? 0 : 1, i < 82 ? 0 : 1);
        }
        Page page = page(images.snapshot());
        assertThat(value(page, "penumbra_error_ratio_change", "model", "pruned"))
                .isCloseTo(-0.08, within(1e-12));
        assertThat(value(page, "penumbra_error_ratio_change_lower", "model", "pruned"))
                .isCloseTo(-0.1553564, within(1e-6));
        assertThat(value(page, "penumbra_error_ratio_change_upper", "model", "pruned"))
                .isCloseTo(-0.0102493, within(1e-6));
        assertThat(value(page, "penumbra_regressions", "model", "pruned")).isEqualTo(2);
        assertThat(value(page, "penumbra_fixes", "model", "pruned")).isEqualTo(10);
    }

    @Test
    void errorsAreTheMeanOverTheMembers() {
        Page page = page(new CountedImages(3)
                .add(NOW, "male", "blond", 1, 3)
                .add(NOW, "male", "blond", 2, 3)
                .snapshot());
        assertThat(value(page, "penumbra_errors", "model", "full")).isEqualTo(1);
        assertThat(value(page, "penumbra_error_ratio", "model", "full")).isEqualTo(0.5);
        assertThat(value(page, "penumbra_fixes", "model", "pruned")).isEqualTo(1);
        assertThat(value(page, "penumbra_error_ratio", "model", "pruned")).isZero();
    }

    @Test
    void ratioWithoutADenominatorIsAbsent() {
        Page page = fiveImages();
        for (String name :
                List.of("penumbra_error_ratio", "penumbra_error_ratio_lower", "penumbra_error_ratio_upper")) {
            assertThat(page.value(name, map("model", "full", "subgroup", "sex=female")))
                    .as(name)
                    .isEmpty();
        }
        assertThat(page.value("penumbra_error_ratio_change", map("model", "pruned", "subgroup", "sex=female")))
                .isEmpty();
        assertThat(page.value("penumbra_error_ratio_change_lower", map("model", "pruned", "subgroup", "sex=female")))
                .isEmpty();
        // all labelled ones blond: none that could be taken for it
        Page blond = page(new CountedImages(1).add(NOW, "male", "blond", 1, 1).snapshot());
        assertThat(blond.value("penumbra_false_positive_ratio", map("model", "full", "class", "blond")))
                .isEmpty();
        assertThat(blond.value("penumbra_false_positive_ratio_upper", map("model", "full", "class", "blond")))
                .isEmpty();
        assertThat(blond.value("penumbra_false_negative_ratio", map("model", "full", "class", "not_blond")))
                .isEmpty();
        assertThat(value(blond, "penumbra_false_negative_ratio", "model", "full", "class", "blond"))
                .isZero();
    }

    /** Each model is certain of every answer: of the four with a label two are right. */
    @Test
    void behaviourIsThatOfTheImages() {
        Page page = fiveImages();
        assertThat(value(page, "penumbra_calibration_error", "model", "full")).isEqualTo(0.5);
        assertThat(value(page, "penumbra_calibration_error", "model", "pruned")).isEqualTo(0.5);
        assertThat(value(page, "penumbra_uncertain_ratio", "model", "pruned")).isZero();
        assertThat(value(page, "penumbra_regression_confidence", "model", "pruned"))
                .isEqualTo(1);
        assertThat(value(page, "penumbra_sure_regressions", "model", "pruned")).isEqualTo(1);
        assertThat(value(page, "penumbra_fix_confidence", "model", "pruned")).isEqualTo(1);
        assertThat(value(page, "penumbra_sure_fixes", "model", "pruned")).isEqualTo(1);
        assertThat(value(
                        page, "penumbra_bias_amplification", "model", "full", "subgroup", "sex=male", "class", "blond"))
                .isZero();
        assertThat(page.series("penumbra_bias_amplification")).noneMatch(series -> series.contains("subgroup=all"));
        assertThat(page.value("penumbra_calibration_error", map("model", "full", "subgroup", "sex=female")))
                .isEmpty();
    }

    @Test
    void behaviourOfSeveralAttributesIsThereIfAskedFor() {
        var tally = new MemoryTally(Scores.values());
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            tally.add(Scores.random(random, Scores.lineup(), NOW));
        }
        for (boolean intersections : new boolean[] {false, true}) {
            Page page = Page.of(new ViewMetrics(
                    () -> Optional.of(tally.snapshot()), GATE, looked -> Optional.empty(), PERCENTILES, intersections));
            for (String metric : List.of(
                    "penumbra_calibration_error",
                    "penumbra_uncertain_ratio",
                    "penumbra_sure_regressions",
                    "penumbra_bias_amplification")) {
                assertThat(page.series(metric + "{").stream().filter(series -> series.contains("age=old")))
                        .as(metric)
                        .isNotEmpty();
                assertThat(page.series(metric + "{").stream().anyMatch(series -> series.contains("age=old,sex=male")))
                        .as(metric)
                        .isEqualTo(intersections);
            }
        }
    }

    @Test
    void noValueIsNotANumberOrInfinite() {
        Page page = fiveImages();
        assertThat(page.series("penumbra_"))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(series).doesNotContain("NaN", "Inf"));
    }

    @Test
    void baselineHasNoDisagreementWithItself() {
        assertThat(fiveImages().series("penumbra_disagreement_ratio"))
                .isNotEmpty()
                .allMatch(series -> series.contains("model=pruned"));
    }

    @Test
    void windowsHoldWhatIsRecentEnough() {
        Page page = page(new CountedImages(1)
                .add(NOW, "male", null, 0, 0)
                .add(NOW - Duration.ofMinutes(10).toMillis(), "male", null, 0, 0)
                .add(NOW - Duration.ofHours(2).toMillis(), "male", null, 0, 1)
                .add(NOW - Duration.ofHours(23).toMillis(), "male", null, 0, 1)
                .add(NOW - Duration.ofDays(3).toMillis(), "male", null, 0, 1)
                .snapshot());
        Map<String, Double> scored = Map.of("5m", 1.0, "1h", 2.0, "24h", 4.0, "version", 5.0);
        scored.forEach((window, images) -> assertThat(value(page, "penumbra_scored_images", "window", window))
                .as(window)
                .isEqualTo(images));
        assertThat(value(page, "penumbra_disagreement_ratio", "window", "1h", "model", "pruned"))
                .isZero();
        assertThat(value(page, "penumbra_disagreement_ratio", "window", "24h", "model", "pruned"))
                .isEqualTo(0.5);
    }

    @Test
    void instanceThatDoesNotExportHasNoSeriesOfTheView() {
        var page = new PageText();
        new ViewMetrics(Optional::empty, GATE, looked -> Optional.empty(), PERCENTILES, false).writeTo(page);
        assertThat(page.toString()).isEmpty();
    }

    @Test
    void emptyViewHasNoSeries() {
        assertThat(page(new CountedImages(1).snapshot()).series("penumbra_")).isEmpty();
    }

    /** Three flips of five images, of which two are labelled and one is right by either model. */
    @Test
    void exemplarsAreTheFlippedImagesOfSingleModels() {
        Page page = fiveImages();
        String[] cut = {"model", "pruned", "percentile", "60"};
        assertThat(exemplars(page, "penumbra_exemplar_distance", cut)).isEqualTo(2);
        assertThat(exemplars(page, "penumbra_exemplar_probability_distance", cut))
                .isEqualTo(2);
        for (String model : List.of("full", "pruned")) {
            assertThat(exemplars(
                            page,
                            "penumbra_exemplar_accuracy",
                            "model",
                            model,
                            "reference",
                            "pruned",
                            "percentile",
                            "97.5"))
                    .isEqualTo(0.5);
        }
        // images of equal rank stay together, whatever the percentile
        for (String percentile : List.of("60", "97.5")) {
            assertThat(exemplars(page, "penumbra_exemplar_ratio", "model", "pruned", "percentile", percentile))
                    .isEqualTo(0.6);
        }
        assertThat(value(page, "penumbra_exemplar_share_ratio", cut)).isEqualTo(1);
        assertThat(value(
                        page,
                        "penumbra_exemplar_share_ratio",
                        "model",
                        "pruned",
                        "percentile",
                        "60",
                        "subgroup",
                        "sex=male"))
                .isCloseTo(2 / 4.0 / (3 / 5.0), within(1e-12));
        assertThat(value(
                        page,
                        "penumbra_exemplar_share_ratio",
                        "model",
                        "pruned",
                        "percentile",
                        "60",
                        "subgroup",
                        "sex=female"))
                .isCloseTo(1 / (3 / 5.0), within(1e-12));
    }

    private static double exemplars(Page page, String name, String... labels) {
        var map = map(labels);
        map.remove("subgroup");
        return page.value(name, map).orElseThrow();
    }

    @Test
    void labelCoverageIsTheShareOfScoredImages() {
        Page page = fiveImages();
        assertThat(value(page, "penumbra_label_coverage_ratio")).isEqualTo(0.8);
        assertThat(value(page, "penumbra_label_coverage_ratio", "subgroup", "sex=female"))
                .isZero();
    }

    private static OptionalDouble evidence(Page page, String name, String subgroup, String metric) {
        String ofClass = metric.equals("error") ? "" : "blond";
        return page.value(name, Map.of("model", "pruned", "subgroup", subgroup, "metric", metric, "class", ofClass));
    }

    private static OptionalDouble verdict(Page page, String verdict) {
        return page.value("penumbra_verdict", Map.of("model", "pruned", "verdict", verdict));
    }

    @Test
    void oneVerdictIsOneAndTheOthersAreZero() {
        Page open = fiveImages();
        assertThat(verdict(open, "inconclusive")).hasValue(1);
        assertThat(verdict(open, "pass")).hasValue(0);
        assertThat(verdict(open, "fail")).hasValue(0);
        var images = new CountedImages(1);
        for (int i = 0; i < 1000; i++) {
            images.add(NOW, "male", i % 2 == 0 ? "blond" : "not_blond", i % 2 == 0 ? 1 : 0, 1);
        }
        Page harmed = page(images.snapshot());
        assertThat(verdict(harmed, "fail")).hasValue(1);
        assertThat(verdict(harmed, "inconclusive")).hasValue(0);
    }

    @Test
    void evidenceIsThatOfTheBetsSinceTheVersionsStart() {
        var images = new CountedImages(1);
        for (int i = 0; i < 1000; i++) {
            images.add(NOW, "male", "blond", i < 10 ? 0 : 1, i >= 10 && i < 20 ? 0 : 1);
        }
        Page page = page(images.snapshot());
        // 10 regressions, 10 fixes, 980 the same, by a program of its own
        double harm = evidence(page, "penumbra_harm_evidence", "all", "error").getAsDouble();
        double safety =
                evidence(page, "penumbra_safety_evidence", "all", "error").getAsDouble();
        assertThat(harm).isCloseTo(-1.454884, within(1e-6));
        assertThat(safety).isCloseTo(1.283227, within(1e-6));
        assertThat(evidence(page, "penumbra_harm_evidence", "sex=male", "false_negative_rate"))
                .hasValueCloseTo(-2.328950, within(1e-6));
        // no image that is not blond: no evidence either way
        assertThat(evidence(page, "penumbra_harm_evidence", "all", "false_positive_rate"))
                .hasValueCloseTo(0.0, within(1e-12));
        assertThat(evidence(page, "penumbra_images_needed", "all", "error")).hasValue(1036);
        assertThat(evidence(page, "penumbra_images_needed", "all", "false_positive_rate"))
                .isEmpty();
    }

    @Test
    void findingIsTheStateOfEachSubgroupAndMetric() {
        var images = new CountedImages(1);
        for (int i = 0; i < 1000; i++) {
            images.add(NOW, "male", "blond", 1, i < 500 ? 0 : 1);
        }
        Page page = page(images.add(NOW, "female", null, 1, 1).snapshot());
        Map.of("harmed", "sex=male", "no_labels", "sex=female").forEach((state, subgroup) -> {
            assertThat(page.value(
                            "penumbra_finding",
                            Map.of(
                                    "model",
                                    "pruned",
                                    "subgroup",
                                    subgroup,
                                    "metric",
                                    "error",
                                    "class",
                                    "",
                                    "state",
                                    state)))
                    .as(subgroup)
                    .hasValue(1);
            assertThat(page.series("penumbra_finding{").stream()
                            .filter(series -> series.contains("metric=error"))
                            .filter(series -> series.contains("subgroup=" + subgroup)))
                    .as("one state of " + subgroup)
                    .hasSize(1);
        });
    }

    @Test
    void thresholdsAreThoseOfTheLevelAndOfTheNumberOfQuestions() {
        Page page = fiveImages();
        Map<String, String> pruned = Map.of("model", "pruned");
        assertThat(page.value("penumbra_safety_evidence_threshold", pruned))
                .hasValueCloseTo(Math.log(25), within(1e-12));
        // all, sex=male and sex=female in three metrics
        assertThat(page.value("penumbra_harm_evidence_threshold", pruned))
                .hasValueCloseTo(Math.log(9 * 25), within(1e-12));
        assertThat(page.value("penumbra_verdict_margin", Map.of("model", "pruned", "metric", "error")))
                .hasValue(0.01);
        assertThat(page.value("penumbra_verdict_margin", Map.of("model", "pruned", "metric", "false_negative_rate")))
                .hasValue(0.05);
    }

    @Test
    void versionsAreThoseThatAreCurrent() {
        assertThat(fiveImages().series("penumbra_model_version"))
                .hasSize(2)
                .allSatisfy(series -> assertThat(series)
                        .containsAnyOf(
                                "{model=full, role=baseline, version=", "{model=pruned, role=candidate, version="));
    }
}
