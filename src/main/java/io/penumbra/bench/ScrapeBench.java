package io.penumbra.bench;

import com.sun.management.ThreadMXBean;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Window;
import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.DriftWatch;
import io.penumbra.drift.LatestLook;
import io.penumbra.drift.Reference;
import io.penumbra.drift.ReferenceMeasure;
import io.penumbra.drift.References;
import io.penumbra.metrics.DriftFigures;
import io.penumbra.metrics.Exposition;
import io.penumbra.metrics.PageText;
import io.penumbra.metrics.ViewMetrics;
import io.penumbra.tally.MemoryTally;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.VerdictSettings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The time and memory of a scrape of the view: 100 subgroups (two attributes of nine values each), 10 candidates and
 * all windows, on cells of every minute of a day. New images of every subgroup come before each scrape.
 */
final class ScrapeBench {
    private static final int VALUES = 9;
    static final int CANDIDATES = 10;
    private static final Duration SPAN = Duration.ofHours(24);
    private static final int IMAGES = 300_000;
    private static final int BETWEEN = 750;
    /** Images that come late between two scrapes, and how late at the most. */
    static final int LATE = 190;

    static final Duration MOST_LATE = Duration.ofHours(1);

    /**
     * What a piece of work took.
     *
     * @param millis elapsed time, in ms
     * @param processorMillis processor time, in ms
     * @param allocated bytes allocated
     */
    record Cost(double millis, double processorMillis, long allocated) {
        static Cost of(Runnable work) {
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long processor = threads.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            work.run();
            return new Cost(
                    (System.nanoTime() - start) / 1e6,
                    (threads.getCurrentThreadCpuTime() - processor) / 1e6,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated);
        }
    }

    /**
     * One scrape.
     *
     * @param drift the look at drift, which the service takes every ten seconds beside the scrapes
     * @param scrape the scrape, with the latest look
     * @param bytes size of the page
     */
    record Scrape(Cost drift, Cost scrape, long bytes) {}

    private final MemoryTally tally = new MemoryTally(SyntheticScores.values());
    private final Exposition exposition;
    private final PageText page = new PageText();
    private final SyntheticScores scores;
    private final References references;
    private final LatestLook drift;

    /** @param now end of the day of images; later scrapes may end somewhat later */
    ScrapeBench(Instant now) {
        scores = new SyntheticScores(
                1,
                IntStream.range(0, CANDIDATES).mapToObj(i -> "candidate-" + i).toList(),
                VALUES,
                now.minus(SPAN),
                SPAN.dividedBy(IMAGES));
        for (int i = 0; i < IMAGES; i++) {
            tally.add(scores.next());
            if (i % 10_000 == 0) {
                tally.snapshot(); // closes the cells, because an open one takes more memory
            }
        }
        var gate = new Gate(VerdictSettings.DEFAULT, Map.of());
        references = references(tally.snapshot());
        drift = new LatestLook(new DriftWatch(DriftSettings.DEFAULT), SPAN, System::nanoTime);
        var view = new ViewMetrics(
                () -> Optional.of(tally.snapshot()),
                gate,
                snapshot -> Optional.of(
                        new DriftFigures(drift.look(snapshot, references).drifts(), DriftSettings.DEFAULT)),
                List.of(90.0, 95.0, 99.0),
                false);
        exposition = new Exposition(new PrometheusRegistry(), view);
    }

    /** The references of all models, over the first hour. */
    private static References references(Snapshot snapshot) {
        var automatic = new HashMap<String, Reference>();
        Stream.concat(
                        snapshot.baseline().stream()
                                .map(baseline -> baseline.version().name()),
                        snapshot.candidates().keySet().stream())
                .forEach(model -> ReferenceMeasure.automatic(snapshot, model, Duration.ofHours(1))
                        .ifPresent(reference -> automatic.put(model, reference)));
        return new References(Map.of(), automatic);
    }

    int subgroups() {
        return tally.snapshot().window(Window.VERSION).size();
    }

    /**
     * A look at drift and a scrape, after {@value #BETWEEN} more images and the time to sum them, which is not measured.
     *
     * @param late so many of these images are late
     */
    Scrape scrape(int late) {
        for (int i = 0; i < BETWEEN; i++) {
            tally.add(i < late ? scores.late(MOST_LATE) : scores.next());
        }
        Snapshot snapshot = tally.snapshot();
        Cost look = Cost.of(() -> drift.lookAgain(snapshot, references));
        page.clear();
        Cost scrape = Cost.of(this::write);
        return new Scrape(look, scrape, page.length());
    }

    private void write() {
        exposition.writeTo(page, "application/openmetrics-text");
    }
}
