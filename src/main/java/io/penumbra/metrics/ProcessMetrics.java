package io.penumbra.metrics;

import io.penumbra.image.Reason;
import io.penumbra.scoring.ScoringListener;
import io.penumbra.tally.LabelOutcome;
import io.penumbra.tally.TallyListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The metrics of the process: counters and histograms since its start. */
public final class ProcessMetrics implements ScoringListener, TallyListener {
    /** The first batches are slow, until the JVM has compiled what they run. */
    private static final int ENOUGH = 1000;

    private static final String SCORED = "scored";
    private static final String DEAD_LETTER = "dead_letter";
    private static final String FORGOTTEN = "forgotten";
    private static final String MALFORMED_SCORE = "malformed_score";
    private static final String MALFORMED_LABEL = "malformed_label";
    private static final String TAKEN = "taken";
    private static final String FAILED = "failed";

    private final Counter images;
    private final Counter deadLetters;
    private final Counter failures;
    private final Counter late;
    private final Counter duplicates;
    private final Counter labels;
    private final Gauge waitingLabels;
    private final Histogram decode;
    private final Histogram inference;
    private final Histogram batch;
    private final Histogram commit;
    private final Counter removed;
    private final Counter unreadable;
    private final Counter webhook;
    private final Counter restored;
    private final Gauge restoring;
    private final Map<String, Map<Integer, Long>> remaining = new ConcurrentHashMap<>();

    /** Declares the metrics. Counters with a bounded label start at 0, so that their first increase is seen. */
    public ProcessMetrics(PrometheusRegistry registry) {
        images = Counter.builder()
                .name("penumbra_images_total")
                .help(
                        "Records of the images topic that were processed and committed, by outcome: scored (by the baseline, and by every candidate that did not fail), dead_letter, or forgotten (passed over, because somebody had them forgotten).")
                .labelNames("outcome")
                .register(registry);
        deadLetters = Counter.builder()
                .name("penumbra_dead_letters_total")
                .help(
                        "Records that went to a dead-letter topic, by reason. malformed_score is a record of the scores topic, malformed_label one of the labels topic; all others are images.")
                .labelNames("reason")
                .register(registry);
        failures = Counter.builder()
                .name("penumbra_model_failures_total")
                .help(
                        "Images on which a model gave no prediction: an exception, no answer in time, or no numbers. Of the baseline they are dead letters.")
                .labelNames("model")
                .register(registry);
        late = Counter.builder()
                .name("penumbra_late_images_total")
                .help("Scored images whose pane was no longer kept. They count in the window version and in no other.")
                .register(registry);
        duplicates = Counter.builder()
                .name("penumbra_duplicate_images_total")
                .help(
                        "Images that came again under the same model versions while they waited for their labels. They count once.")
                .register(registry);
        labels = Counter.builder()
                .name("penumbra_labels_total")
                .help(
                        "Records of the labels topic, by outcome: joined to their image, corrected, repeated, withdrawn, expired, forgotten or malformed.")
                .labelNames("outcome")
                .register(registry);
        waitingLabels = Gauge.builder()
                .name("penumbra_waiting_labels")
                .help(
                        "Images whose label came before their score, in the tasks of this process. Grows if scores and labels have different ids or partitioners.")
                .register(registry);
        decode = Histogram.builder()
                .name("penumbra_decode_seconds")
                .unit(Unit.SECONDS)
                .help("Time to decode one image and scale it to the models' input size.")
                .classicOnly()
                .classicExponentialUpperBounds(0.0001, 2, 14)
                .register(registry);
        inference = Histogram.builder()
                .name("penumbra_inference_seconds")
                .unit(Unit.SECONDS)
                .help("Time of one batch in all members of a model, all threads together.")
                .labelNames("model")
                .classicOnly()
                .classicExponentialUpperBounds(0.001, 2, 14)
                .register(registry);
        batch = Histogram.builder()
                .name("penumbra_batch_images")
                .help("Records per batch. Each batch is one transaction.")
                .classicOnly()
                .classicExponentialUpperBounds(1, 2, 10)
                .register(registry);
        commit = Histogram.builder()
                .name("penumbra_commit_seconds")
                .unit(Unit.SECONDS)
                .help("Time of one batch's transaction, from sending its records to the answer to its commit.")
                .classicOnly()
                .classicExponentialUpperBounds(0.001, 2, 14)
                .register(registry);
        removed = Counter.builder()
                .name("penumbra_removed_images_total")
                .help("Records of the images topic that retention deleted before they were scored.")
                .register(registry);
        unreadable = Counter.builder()
                .name("penumbra_unreadable_records_total")
                .help(
                        "Records of the view's topics and of the tally's changelogs that were left out because they cannot be read, by topic. They are read again at each start.")
                .labelNames("topic")
                .register(registry);
        restored = Counter.builder()
                .name("penumbra_restored_records_total")
                .help("Records read to restore a store of the tally or of the view.")
                .labelNames("store")
                .register(registry);
        restoring = Gauge.builder()
                .name("penumbra_restore_remaining_records")
                .help("Records still to be read until a store of the tally or of the view is restored.")
                .labelNames("store")
                .register(registry);
        webhook = Counter.builder()
                .name("penumbra_webhook_attempts_total")
                .help("Requests to the webhook of verdicts, by outcome: taken (the answer was 2xx) or failed.")
                .labelNames("outcome")
                .register(registry);
        webhook.initLabelValues(TAKEN);
        webhook.initLabelValues(FAILED);
        images.initLabelValues(SCORED);
        images.initLabelValues(DEAD_LETTER);
        images.initLabelValues(FORGOTTEN);
        deadLetters.initLabelValues(MALFORMED_SCORE);
        deadLetters.initLabelValues(MALFORMED_LABEL);
        for (LabelOutcome outcome : LabelOutcome.values()) {
            labels.initLabelValues(outcome.text());
        }
        for (Reason reason : Reason.values()) {
            deadLetters.initLabelValues(reason.text());
        }
    }

    /** Dead letters since the start, by reason. */
    public SortedMap<String, Long> deadLetters() {
        var letters = new TreeMap<String, Long>();
        Stream.concat(Stream.of(Reason.values()).map(Reason::text), Stream.of(MALFORMED_SCORE, MALFORMED_LABEL))
                .forEach(reason ->
                        letters.put(reason, deadLetters.labelValues(reason).getLongValue()));
        return letters;
    }

    /** Images of this instance's tasks that have a label and no score yet. */
    public long labelsThatWait() {
        return Math.round(waitingLabels.get());
    }

    /** Milliseconds that a model has taken for an image, on average since the start. Empty before 1,000 images. */
    public OptionalDouble millisPerImage(String model) {
        double records = batch.getSum();
        double seconds = inference.labelValues(model).getSum();
        return records < ENOUGH || seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(1000 * seconds / records);
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public void decoded(long nanos) {
        decode.observe(seconds(nanos));
    }

    @Override
    public void inferred(String model, long nanos) {
        inference.labelValues(model).observe(seconds(nanos));
    }

    @Override
    public void transacted(long nanos) {
        commit.observe(seconds(nanos));
    }

    @Override
    public void committed(int records) {
        batch.observe(records);
    }

    @Override
    public void forgotten(long records) {
        images.labelValues(FORGOTTEN).inc(records);
    }

    @Override
    public void scored() {
        images.labelValues(SCORED).inc();
    }

    @Override
    public void deadLetter(Reason reason) {
        images.labelValues(DEAD_LETTER).inc();
        deadLetters.labelValues(reason.text()).inc();
    }

    @Override
    public void opened(String model) {
        failures.initLabelValues(model);
    }

    @Override
    public void failed(String model) {
        failures.labelValues(model).inc();
    }

    @Override
    public void late() {
        late.inc();
    }

    @Override
    public synchronized void restoring(String store, int partition, long records) {
        Map<Integer, Long> partitions = remaining.computeIfAbsent(store, s -> new ConcurrentHashMap<>());
        partitions.put(partition, records);
        restored.initLabelValues(store);
        restoring.labelValues(store).set((double)
                partitions.values().stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public void restored(String store, long records) {
        restored.labelValues(store).inc(records);
    }

    @Override
    public void removed(long records) {
        removed.inc(records);
    }

    /** A request to the webhook of verdicts is over. */
    public void webhookAttempted(boolean taken) {
        webhook.labelValues(taken ? TAKEN : FAILED).inc();
    }

    @Override
    public void unreadable(String topic) {
        unreadable.labelValues(topic).inc();
    }

    @Override
    public void malformed() {
        deadLetters.labelValues(MALFORMED_SCORE).inc();
    }

    @Override
    public void duplicate() {
        duplicates.inc();
    }

    @Override
    public void label(LabelOutcome outcome) {
        labels.labelValues(outcome.text()).inc();
        if (outcome == LabelOutcome.MALFORMED) {
            deadLetters.labelValues(MALFORMED_LABEL).inc();
        }
    }

    @Override
    public void waitingLabels(long more) {
        waitingLabels.inc(more);
    }
}
