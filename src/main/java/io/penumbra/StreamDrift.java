package io.penumbra;

import io.penumbra.console.ReferenceBook;
import io.penumbra.console.WatchedDrift;
import io.penumbra.tally.Baseline;
import io.penumbra.tally.ModelVersion;
import io.penumbra.tally.PaneSums;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.View;
import io.penumbra.verdict.Drift;
import io.penumbra.verdict.DriftSettings;
import io.penumbra.verdict.DriftWatch;
import io.penumbra.verdict.Reference;
import io.penumbra.verdict.ReferenceMeasure;
import io.penumbra.verdict.References;
import io.penumbra.verdict.Span;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream's drift as the service's settings have it, and the automatic references. */
@Singleton
class StreamDrift implements WatchedDrift {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDrift.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final int ROUNDS_TO_MEASURE_AGAIN = 5;

    private final View view;
    private final ReferenceBook book;
    private final DriftWatch watch;
    /** Of each model the panes of its automatic reference, as they were looked at last; of the thread that keeps these. */
    private final Map<String, List<PaneSums>> looked = new HashMap<>();

    StreamDrift(View view, ReferenceBook book, PenumbraConfig config) {
        this.view = view;
        this.book = book;
        this.watch =
                new DriftWatch(ConfiguredDrift.of(config.drift(), config.tally().retained()));
    }

    @Override
    public DriftSettings settings() {
        return watch.settings();
    }

    @Override
    public Optional<List<Drift>> look(Snapshot snapshot) {
        return book.references().map(references -> watch.look(snapshot, references));
    }

    @Override
    public Optional<String> whyNoReference(Snapshot snapshot, String model) {
        return book.references().flatMap(references -> watch.whyNoReference(snapshot, references, model));
    }

    /**
     * Keeps the automatic reference of every version that has come to the end of its first period, until it is interrupted, and anew where
     * images or labels come to that period later: a task may lag behind the one whose pane ended it. Only the instance that exports does, so
     * that each is written once; should another take over in the middle, it writes what follows from the same cells.
     */
    void keepAutomaticReferences() {
        try {
            for (long round = 0; ; round++) {
                Thread.sleep(EVERY.toMillis());
                if (view.exports()) {
                    boolean again = round % ROUNDS_TO_MEASURE_AGAIN == 0;
                    view.snapshot().ifPresent(snapshot -> keepAutomaticReferences(snapshot, again));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepAutomaticReferences(Snapshot snapshot, boolean again) {
        Optional<References> kept = book.references();
        Optional<ModelVersion> baseline = snapshot.baseline().map(Baseline::version);
        if (kept.isEmpty() || baseline.isEmpty()) {
            return;
        }
        Stream.concat(baseline.stream(), snapshot.candidates().values().stream())
                .forEach(model -> kept.get()
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

    /** Whether panes of the period are others than those looked at last, while all of them are kept. */
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
        book.keep(reference)
                .ifPresentOrElse(
                        why -> LOG.warn("the reference of {} is not kept and tried again: {}", reference.model(), why),
                        () -> LOG.info(
                                "the reference of {} is measured over {}",
                                reference.model(),
                                reference.period().orElseThrow()));
    }
}
