package io.penumbra.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The speed of some work and its cost.
 *
 * @param perSecond items per second
 * @param processorMillis processor time of this JVM for each item, in ms; other work on the machine hardly changes it
 */
record Rate(double perSecond, double processorMillis) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** A moment, by the clock and by the processor time of this JVM. */
    record Moment(long nanos, long processorNanos) {
        static Moment now() {
            return new Moment(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }
    }

    /** The rate of {@code count} items between two moments. */
    static Rate of(long count, Moment from, Moment to) {
        return new Rate(1e9 * count / (to.nanos - from.nanos), (to.processorNanos - from.processorNanos) / 1e6 / count);
    }

    static Rate since(Moment from, long count) {
        return of(count, from, Moment.now());
    }

    static Rate mean(Rate a, Rate b) {
        return new Rate((a.perSecond + b.perSecond) / 2, (a.processorMillis + b.processorMillis) / 2);
    }
}
