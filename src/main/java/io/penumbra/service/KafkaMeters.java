package io.penumbra.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.penumbra.scoring.ClientListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The metrics of Kafka's clients, under Micrometer's names. A client has hundreds, several for each partition and
 * broker. Only those that dashboards and alerts use are kept.
 */
final class KafkaMeters implements AutoCloseable {
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

    private static final String PART = "part";
    private static final String TOPIC = "topic";

    private final MeterRegistry registry;
    private final ScheduledExecutorService refreshing = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "kafka-meters");
        thread.setDaemon(true);
        return thread;
    });

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

    ClientListener ofScoring() {
        return (consumer, producer) -> {
            var reading = new KafkaClientMetrics(consumer, Tags.of(PART, "scoring"), refreshing, REFRESH);
            var writing = new KafkaClientMetrics(producer, Tags.of(PART, "scoring"), refreshing, REFRESH);
            reading.bindTo(registry);
            writing.bindTo(registry);
            return () -> {
                reading.close();
                writing.close();
            };
        };
    }

    /** Exports the meters of {@code streams} until the result is closed. */
    AutoCloseable ofTally(KafkaStreams streams) {
        var meters = new KafkaStreamsMetrics(streams, Tags.of(PART, "tally"), refreshing, REFRESH);
        meters.bindTo(registry);
        return meters;
    }

    @Override
    public void close() {
        refreshing.shutdownNow();
    }
}
