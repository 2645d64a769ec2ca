package io.penumbra.bench;

import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * The commits of a consumer group on one topic that was filled before.
 *
 * @param records number of records in the topic
 */
record GroupCommits(Admin admin, String group, String topic, long records) {
    private static final Duration SAMPLING = Duration.ofMillis(10);

    /**
     * Records per second between the first commit and the last one before the end. This leaves out the time to join the
     * group.
     *
     * @param dead whether the group has stopped
     */
    Rate rate(BooleanSupplier dead) throws InterruptedException {
        long first = next(0, dead);
        var from = Rate.Moment.now();
        long last = first;
        var to = from;
        for (long now = next(first, dead); now < records; now = next(now, dead)) {
            last = now;
            to = Rate.Moment.now();
        }
        if (first == last) {
            throw new Failure(
                    "the tally commits too seldom to measure its rate over " + records + " records; use more records");
        }
        return Rate.of(last - first, from, to);
    }

    /** Waits for a commit after {@code last}. */
    private long next(long last, BooleanSupplier dead) throws InterruptedException {
        long committed = last;
        while (committed == last && last < records) {
            if (dead.getAsBoolean()) {
                throw new Failure("the tally stopped after " + last + " records of " + topic);
            }
            Thread.sleep(SAMPLING.toMillis());
            committed = committed();
        }
        return committed;
    }

    private long committed() throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(partition -> partition.getKey().topic().equals(topic) && partition.getValue() != null)
                    .mapToLong(partition -> partition.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new Failure("cannot read the commits of the tally: " + Failure.reason(e), e);
        }
    }
}
