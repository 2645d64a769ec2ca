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

/** What has drifted by all references that are kept, and the automatic references. */
public final class StreamDrift {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDrift.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final int ROUNDS_TO_MEASURE_AGAIN = 5;

    private final View view;
    private final KeptReferences kept;
    private final DriftWatch watch;
    /** Of each model the panes of its automatic reference, as they were looked at last; of the thread that keeps these. */
    private final Map<String, List<PaneSums>> looked = new HashMap<>();

    public StreamDrift(View view, KeptReferences kept, DriftSettings settings) {
        this.view = view;
        this.kept = kept;
        this.watch = new DriftWatch(settings);
    }

    public DriftSettings settings() {
        return watch.settings();
    }

    /** All series; empty while the references cannot be read. */
    public Optional<List<Drift>> look(Snapshot snapshot) {
        return kept.references().map(references -> watch.look(snapshot, references));
    }

    /** Why a current model has no reference, in a sentence; empty where it has one. */
    public Optional<String> whyNoReference(Snapshot snapshot, String model) {
        return kept.references().flatMap(references -> watch.whyNoReference(snapshot, references, model));
    }

    /**
     * Keeps the automatic reference of every version that has come to the end of its first period, until it is interrupted, and anew where
     * images or labels come to that period later: a task may lag behind the one whose pane ended it. Only the instance that exports does, so
     * that each is written once; should another take over in the middle, it writes what follows from the same cells.
     */
    public void keepAutomaticReferences() {
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
        kept.keep(reference)
                .ifPresentOrElse(
                        why -> LOG.warn("the reference of {} is not kept and tried again: {}", reference.model(), why),
                        () -> LOG.info(
                                "the reference of {} is measured over {}",
                                reference.model(),
                                reference.period().orElseThrow()));
    }
}
