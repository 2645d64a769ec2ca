package io.penumbra.drift;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drift by all kept references, and the upkeep of the automatic references. */
public final class StreamDrift {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDrift.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final int ROUNDS_TO_MEASURE_AGAIN = 5;
    private static final int ROUNDS_TO_LOOK = 10;
    /** Longer than from look to look of the instance that exports, so that nobody who asks it has to wait. */
    private static final Duration KEPT = EVERY.multipliedBy(ROUNDS_TO_LOOK + 5);

    private final View view;
    private final KeptReferences kept;
    private final DriftWatch watch;
    private final LatestLook latest;
    /**
     * The panes of each model's automatic reference at the last look. Only the thread that keeps references uses it.
     */
    private final Map<String, List<PaneSums>> looked = new HashMap<>();

    private final AlarmNews news = new AlarmNews();

    public StreamDrift(View view, KeptReferences kept, DriftSettings settings) {
        this.view = view;
        this.kept = kept;
        this.watch = new DriftWatch(settings);
        this.latest = new LatestLook(watch, KEPT, System::nanoTime);
    }

    public DriftSettings settings() {
        return watch.settings();
    }

    /** What the latest look found, which is a few seconds old. Empty while the references cannot be read. */
    public Optional<LatestLook.Found> look(Snapshot snapshot) {
        return kept.references().map(references -> latest.look(snapshot, references));
    }

    /** Why a current model has no reference, in a sentence. Empty if it has one. */
    public Optional<String> whyNoReference(Snapshot snapshot, String model) {
        return kept.references().flatMap(references -> watch.whyNoReference(snapshot, references, model));
    }

    /**
     * Keeps the automatic reference of every version whose first period is over, looks at drift every ten seconds, and
     * logs the alarms that begin and end, until it is interrupted. Images or labels may still come to that period, because one task may lag behind the task that ended it. Then the reference
     * is measured again.
     *
     * <p>Only the exporting instance does this, so that each reference is written once. An instance that takes over
     * continues from the same cells.
     */
    public void attend() {
        try {
            for (long round = 0; ; round++) {
                Thread.sleep(EVERY.toMillis());
                try {
                    attend(round);
                } catch (RuntimeException e) { // the next round looks at other counts
                    LOG.error("cannot watch drift: {}", e.getMessage(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attend(long round) {
        if (view.exports()) {
            view.snapshot().ifPresent(snapshot -> {
                keepAutomaticReferences(snapshot, round % ROUNDS_TO_MEASURE_AGAIN == 0);
                if (round % ROUNDS_TO_LOOK == 0) {
                    kept.references()
                            .map(references ->
                                    latest.lookAgain(snapshot, references).drifts())
                            .map(news::news)
                            .ifPresent(StreamDrift::log);
                }
            });
        }
    }

    private static void log(AlarmNews.News news) {
        news.begun().forEach(sentence -> LOG.warn("drift alarm: {}", sentence));
        news.ended().forEach(sentence -> LOG.info("drift alarm ended: {}", sentence));
    }

    private void keepAutomaticReferences(Snapshot snapshot, boolean again) {
        Optional<References> references = kept.references();
        Optional<ModelVersion> baseline = snapshot.baseline().map(Baseline::version);
        if (references.isEmpty() || baseline.isEmpty()) {
            return;
        }
        Stream.concat(baseline.stream(), snapshot.candidates().values().stream())
                .forEach(model -> references
                        .get()
                        .automatic(model, baseline.get())
                        .ifPresentOrElse(
                                known -> {
                                    if (again && hasChanged(snapshot, known)) {
                                        measure(snapshot, model.name())
                                                .filter(measured ->
                                                        measured.period().equals(known.period())
                                                                && !measured.equals(known))
                                                .ifPresent(this::keep);
                                    }
                                },
                                () -> measure(snapshot, model.name()).ifPresent(this::keep)));
    }

    /**
     * Whether panes of the period changed since the last look. True at the first look. False once its first pane is
     * dropped.
     */
    private boolean hasChanged(Snapshot snapshot, Reference known) {
        Span period = known.period().orElseThrow();
        if (!snapshot.panes().containsKey(period.from())) {
            return false;
        }
        var panes =
                List.copyOf(snapshot.panes().subMap(period.from(), period.to()).values());
        List<PaneSums> before = looked.put(known.model(), panes);
        return before == null
                || before.size() != panes.size()
                || IntStream.range(0, panes.size()).anyMatch(i -> before.get(i) != panes.get(i));
    }

    private Optional<Reference> measure(Snapshot snapshot, String model) {
        return ReferenceMeasure.automatic(snapshot, model, settings().referencePeriod());
    }

    private void keep(Reference reference) {
        kept.keep(reference)
                .ifPresentOrElse(
                        why -> LOG.warn("cannot keep the reference of {}, trying again: {}", reference.model(), why),
                        () -> LOG.info(
                                "measured the reference of {} over {}",
                                reference.model(),
                                reference.period().orElseThrow()));
    }
}
