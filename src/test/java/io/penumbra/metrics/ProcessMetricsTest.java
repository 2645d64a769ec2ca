package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.image.Reason;
import io.penumbra.tally.LabelOutcome;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ProcessMetrics metrics = new ProcessMetrics(registry);

    private double value(String name, String... labels) {
        Map<String, String> map = labels.length == 0 ? Map.of() : Map.of(labels[0], labels[1]);
        return Page.of(registry).value(name, map).orElseThrow(() -> new AssertionError(name + map + " is absent"));
    }

    @Test
    void everyMetricIsThereWithHelpAndType() {
        metrics.inferred("full", 1);
        metrics.opened("full");
        metrics.restoring("cells", 0, 0);
        Page page = Page.of(registry);
        assertThat(page.types())
                .isEqualTo(Map.ofEntries(
                        Map.entry("penumbra_images_total", "counter"),
                        Map.entry("penumbra_dead_letters_total", "counter"),
                        Map.entry("penumbra_model_failures_total", "counter"),
                        Map.entry("penumbra_removed_images_total", "counter"),
                        Map.entry("penumbra_late_images_total", "counter"),
                        Map.entry("penumbra_duplicate_images_total", "counter"),
                        Map.entry("penumbra_labels_total", "counter"),
                        Map.entry("penumbra_waiting_labels", "gauge"),
                        Map.entry("penumbra_decode_seconds", "histogram"),
                        Map.entry("penumbra_inference_seconds", "histogram"),
                        Map.entry("penumbra_batch_images", "histogram"),
                        Map.entry("penumbra_commit_seconds", "histogram"),
                        Map.entry("penumbra_restored_records_total", "counter"),
                        Map.entry("penumbra_restore_remaining_records", "gauge"),
                        Map.entry("penumbra_webhook_attempts_total", "counter")));
        assertThat(page.help().keySet()).isEqualTo(page.types().keySet());
        assertThat(page.help().values())
                .allSatisfy(help -> assertThat(help).hasSizeGreaterThan(20).endsWith("."));
    }

    @Test
    void failuresAreCountedByModelFromZero() {
        metrics.opened("full");
        metrics.opened("pruned-95");
        metrics.failed("pruned-95");
        metrics.failed("pruned-95");
        assertThat(value("penumbra_model_failures_total", "model", "full")).isZero();
        assertThat(value("penumbra_model_failures_total", "model", "pruned-95")).isEqualTo(2);
    }

    @Test
    void countersBeginAtZeroWithEveryValueOfTheirLabel() {
        assertThat(value("penumbra_images_total", "outcome", "scored")).isZero();
        assertThat(value("penumbra_images_total", "outcome", "dead_letter")).isZero();
        assertThat(value("penumbra_late_images_total")).isZero();
        assertThat(Page.of(registry).series("penumbra_dead_letters_total"))
                .isEqualTo(Stream.concat(
                                Arrays.stream(Reason.values()).map(Reason::text),
                                Stream.of("malformed_score", "malformed_label"))
                        .map(reason -> "penumbra_dead_letters_total{reason=" + reason + "}")
                        .collect(Collectors.toSet()));
        assertThat(value("penumbra_dead_letters_total", "reason", "too_many_pixels"))
                .isZero();
    }

    @Test
    void labelsAreCountedByOutcomeAndBeginAtZero() {
        assertThat(Page.of(registry).series("penumbra_labels_total"))
                .isEqualTo(
                        Stream.of("joined", "corrected", "repeated", "withdrawn", "expired", "forgotten", "malformed")
                                .map(outcome -> "penumbra_labels_total{outcome=" + outcome + "}")
                                .collect(Collectors.toSet()));
        metrics.label(LabelOutcome.JOINED);
        metrics.label(LabelOutcome.MALFORMED);
        metrics.duplicate();
        metrics.waitingLabels(5);
        metrics.waitingLabels(-2);

        assertThat(value("penumbra_labels_total", "outcome", "joined")).isEqualTo(1);
        assertThat(value("penumbra_labels_total", "outcome", "expired")).isZero();
        assertThat(value("penumbra_dead_letters_total", "reason", "malformed_label"))
                .isEqualTo(1);
        assertThat(value("penumbra_dead_letters_total", "reason", "malformed_score"))
                .isZero();
        assertThat(value("penumbra_duplicate_images_total")).isEqualTo(1);
        assertThat(value("penumbra_waiting_labels")).isEqualTo(3);
    }

    @Test
    void imagesAreCountedByOutcome() {
        metrics.scored();
        metrics.scored();
        metrics.deadLetter(Reason.TRUNCATED);
        assertThat(value("penumbra_images_total", "outcome", "scored")).isEqualTo(2);
        assertThat(value("penumbra_images_total", "outcome", "dead_letter")).isEqualTo(1);
        assertThat(value("penumbra_dead_letters_total", "reason", "truncated")).isEqualTo(1);
        assertThat(value("penumbra_dead_letters_total", "reason", "corrupt")).isZero();
    }

    @Test
    void malformedScoreIsADeadLetterAndNoImage() {
        metrics.malformed();
        assertThat(value("penumbra_dead_letters_total", "reason", "malformed_score"))
                .isEqualTo(1);
        assertThat(value("penumbra_images_total", "outcome", "dead_letter")).isZero();
    }

    @Test
    void lateImagesAreCounted() {
        metrics.late();
        assertThat(value("penumbra_late_images_total")).isEqualTo(1);
    }

    @Test
    void timesAreInSeconds() {
        metrics.decoded(TimeUnit.MILLISECONDS.toNanos(5));
        metrics.inferred("full", TimeUnit.SECONDS.toNanos(2));
        metrics.inferred("pruned", TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(value("penumbra_decode_seconds_sum")).isEqualTo(0.005);
        assertThat(value("penumbra_decode_seconds_count")).isEqualTo(1);
        assertThat(value("penumbra_inference_seconds_sum", "model", "full")).isEqualTo(2);
        assertThat(value("penumbra_inference_seconds_sum", "model", "pruned")).isEqualTo(0.001);
    }

    @Test
    void batchesAreCountedByTheirRecords() {
        metrics.committed(64);
        metrics.committed(3);
        assertThat(value("penumbra_batch_images_count")).isEqualTo(2);
        assertThat(value("penumbra_batch_images_sum")).isEqualTo(67);
        assertThat(value("penumbra_batch_images_bucket", "le", "4.0")).isEqualTo(1);
    }

    @Test
    void transactionsAreTimed() {
        metrics.transacted(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(value("penumbra_commit_seconds_sum")).isEqualTo(0.02);
        assertThat(value("penumbra_commit_seconds_count")).isEqualTo(1);
    }

    @Test
    void whatRemainsToRestoreIsTheSumOverThePartitions() {
        metrics.restoring("cells", 0, 100);
        metrics.restoring("cells", 1, 30);
        metrics.restored("cells", 60);
        metrics.restoring("cells", 0, 40);
        assertThat(value("penumbra_restore_remaining_records", "store", "cells"))
                .isEqualTo(70);
        assertThat(value("penumbra_restored_records_total", "store", "cells")).isEqualTo(60);
        metrics.restoring("cells", 0, 0);
        metrics.restoring("cells", 1, 0);
        assertThat(value("penumbra_restore_remaining_records", "store", "cells"))
                .isZero();
    }
}
