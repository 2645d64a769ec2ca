package io.penumbra.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.penumbra.process.Background;
import io.penumbra.scoring.ClientListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The metrics of Kafka's clients, under Micrometer's names. A client has hundreds, several for each partition and
 * broker. Only those that dashboards and alerts use are kept.
 */
final class KafkaMeters {
    /** A client has a partition's metrics only once it reads from the partition. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private static final Set<String> KEPT = Set.of(
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.poll.idle.ratio.avg",
            "kafka.stream.client.state",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.thread.commit.latency.max");

    /** Name of the threads that look for new metrics. */
    static final String THREAD = "kafka-meters";

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String PART = "part";
    private static final String TOPIC = "topic";

    private final MeterRegistry registry;

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Refuses all meters of Kafka but those that are used.
     *
     * @param topics whose meters are kept; until Kafka 5 each topic has them twice, the second time with _ for each dot
     *     in its name
     */
    static void keep(MeterRegistry registry, Set<String> topics) {
        // every tag stays: the binder removes a meter with fewer tags than its own as outdated
        registry.config()
                .meterFilter(MeterFilter.deny(meter -> meter.getName().startsWith("kafka.")
                        && !(KEPT.contains(meter.getName())
                                && (meter.getTag(TOPIC) == null || topics.contains(meter.getTag(TOPIC))))));
    }

    /** Exports the meters of a pair of clients until their watch is closed. */
    ClientListener ofScoring() {
        return (consumer, producer) -> {
            ScheduledExecutorService refreshing = refreshing();
            var reading = new KafkaClientMetrics(consumer, Tags.of(PART, "scoring"), refreshing, REFRESH);
            var writing = new KafkaClientMetrics(producer, Tags.of(PART, "scoring"), refreshing, REFRESH);
            reading.bindTo(registry);
            writing.bindTo(registry);
            return () -> {
                end(refreshing);
                reading.close();
                writing.close();
            };
        };
    }

    /** Exports the meters of {@code streams} until the result is closed. */
    AutoCloseable ofTally(KafkaStreams streams) {
        ScheduledExecutorService refreshing = refreshing();
        var meters = new KafkaStreamsMetrics(streams, Tags.of(PART, "tally"), refreshing, REFRESH);
        meters.bindTo(registry);
        return () -> {
            end(refreshing);
            meters.close();
        };
    }

    /** Micrometer leaves its task in a scheduler that it is given. So clients that end together have one of their own. */
    private static ScheduledExecutorService refreshing() {
        return Executors.newSingleThreadScheduledExecutor(Background.daemons(THREAD));
    }

    /** Waits for a run under way, because it would register the meters again. */
    private static void end(ScheduledExecutorService refreshing) {
        refreshing.shutdownNow();
        try {
            refreshing.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
