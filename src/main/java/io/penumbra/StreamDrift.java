package io.penumbra;

import io.penumbra.console.ReferenceBook;
import io.penumbra.console.WatchedDrift;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.View;
import io.penumbra.verdict.Drift;
import io.penumbra.verdict.DriftSettings;
import io.penumbra.verdict.DriftWatch;
import io.penumbra.verdict.Reference;
import io.penumbra.verdict.ReferenceMeasure;
import io.penumbra.verdict.References;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream's drift as the service's settings have it, and the automatic references. */
@Singleton
class StreamDrift implements WatchedDrift {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDrift.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final View view;
    private final ReferenceBook book;
    private final DriftWatch watch;

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
     * Keeps the automatic reference of every version that has come to the end of its first period, until it is interrupted. Only the instance
     * that exports does, so that each is written once; should another take over in the middle, it writes what follows from the same cells.
     */
    void keepAutomaticReferences() {
        try {
            while (true) {
                Thread.sleep(EVERY.toMillis());
                if (view.exports()) {
                    view.snapshot().ifPresent(this::keepAutomaticReferences);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepAutomaticReferences(Snapshot snapshot) {
        book.references()
                .ifPresent(references -> missing(snapshot, references)
                        .forEach(name -> ReferenceMeasure.automatic(
                                        snapshot, name, settings().referencePeriod())
                                .ifPresent(this::keep)));
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

    private static List<String> missing(Snapshot snapshot, References references) {
        var missing = new ArrayList<String>();
        snapshot.baseline().ifPresent(baseline -> {
            if (!references.hasAutomatic(baseline.version(), baseline.version())) {
                missing.add(baseline.version().name());
            }
            snapshot.candidates().forEach((name, version) -> {
                if (!references.hasAutomatic(version, baseline.version())) {
                    missing.add(name);
                }
            });
        });
        return missing;
    }
}
