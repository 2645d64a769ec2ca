package io.penumbra;

import com.sun.management.ThreadMXBean;
import io.penumbra.metrics.DriftFigures;
import io.penumbra.metrics.ViewMetrics;
import io.penumbra.tally.MemoryTally;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.Window;
import io.penumbra.verdict.DriftSettings;
import io.penumbra.verdict.DriftWatch;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Reference;
import io.penumbra.verdict.ReferenceMeasure;
import io.penumbra.verdict.References;
import io.penumbra.verdict.VerdictSettings;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
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
 * How long a scrape of the view takes, and how much memory it allocates: of 100 subgroups (two attributes of nine values each), 10 candidates
 * and all windows, on cells of every minute of a day. Before each scrape images come for every subgroup.
 */
final class ScrapeBench {
    private static final int VALUES = 9;
    static final int CANDIDATES = 10;
    private static final Duration SPAN = Duration.ofHours(24);
    private static final int IMAGES = 300_000;
    private static final int BETWEEN = 750;

    /** One scrape. */
    record Scrape(double millis, double processorMillis, long allocated, long bytes) {}

    /** Bytes that nobody keeps. */
    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }

    private final MemoryTally tally = new MemoryTally(List.of("sex", "age"));
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final SyntheticScores scores;

    /** @param now where the day ends, at the latest scrape perhaps somewhat later */
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
                tally.snapshot(); // an open cell takes more memory
            }
        }
        var gate = new Gate(VerdictSettings.DEFAULT, Map.of());
        var references = references(tally.snapshot());
        var drift = new DriftWatch(DriftSettings.DEFAULT);
        registry.register(new ViewMetrics(
                () -> Optional.of(tally.snapshot()),
                () -> gate,
                snapshot -> Optional.of(new DriftFigures(
                        drift.look(snapshot, references), drift.settings().logThreshold())),
                List.of(90.0, 95.0, 99.0)));
    }

    /** Of all models, over the first hour. */
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

    /** After so many more images: the time that the view takes to sum them, and a scrape. */
    Scrape scrape() {
        for (int i = 0; i < BETWEEN; i++) {
            tally.add(scores.next());
        }
        tally.snapshot();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var page = new Counted();
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long processor = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try {
            ExpositionFormats.init().getOpenMetricsTextFormatWriter().write(page, registry.scrape());
        } catch (IOException e) {
            throw new Failure("a page that is only counted cannot be written", e);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        return new Scrape(
                millis,
                (threads.getCurrentThreadCpuTime() - processor) / 1e6,
                threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated,
                page.bytes);
    }
}
