package io.penumbra.statistics;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a scrape and a gate pay for each question. Wanted are at most 3 µs for an e-value and 60 µs for a confidence sequence. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvidenceBenchmark {
    private static final double MARGIN = 0.01;
    private static final Bets SAFETY = Bets.below(MARGIN);

    /** Regressions, fixes and the same. */
    @Param({"0/0/1000", "7/0/93", "40/10/950", "400/100/9500", "10000000000/9000000000/1000000000000"})
    public String counts = "0/0/0";

    private PairedCounts paired = PairedCounts.NONE;

    @Setup
    public void read() {
        List<Long> parts =
                List.of(counts.split("/")).stream().map(Long::valueOf).toList();
        paired = new PairedCounts(parts.get(0), parts.get(1), parts.get(2));
    }

    @Benchmark
    public double evidence() {
        return SAFETY.logEvidence(paired);
    }

    @Benchmark
    public Interval confidenceSequence() {
        return ConfidenceSequence.interval(paired);
    }

    @Benchmark
    public OptionalLong forecast() {
        return Forecast.imagesUntil(SAFETY, paired, 0.05);
    }
}
