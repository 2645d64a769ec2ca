package io.penumbra.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How fast something was done, and what it cost.
 *
 * @param perSecond how many of it a second
 * @param processorMillis time of all processors that this JVM took for each, which other work on the machine hardly changes
 */
record Rate(double perSecond, double processorMillis) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** An instant, by the clock and by the processor time of this JVM. */
    record Instant(long nanos, long processorNanos) {
        static Instant now() {
            return new Instant(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }
    }

    /** Of so many that were done between two instants. */
    static Rate of(long count, Instant from, Instant to) {
        return new Rate(1e9 * count / (to.nanos - from.nanos), (to.processorNanos - from.processorNanos) / 1e6 / count);
    }

    static Rate since(Instant from, long count) {
        return of(count, from, Instant.now());
    }

    static Rate mean(Rate a, Rate b) {
        return new Rate((a.perSecond + b.perSecond) / 2, (a.processorMillis + b.processorMillis) / 2);
    }
}
