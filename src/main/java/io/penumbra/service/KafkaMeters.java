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
 * What Kafka's clients measure of themselves, as Micrometer names it. They have hundreds of figures, several for each partition and each
 * broker; kept are those that the dashboards and alerts ask for.
 */
final class KafkaMeters implements AutoCloseable {
    /** A client has the figures of a partition only once it reads from it. */
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
     * Keeps what is asked for.
     *
     * @param topics whose figures are kept; until Kafka 5 a topic has them a second time, under its name with _ for each dot
     */
    static void keep(MeterRegistry registry, Set<String> topics) {
        // no tag is left out: the binder takes a meter with fewer tags than its own for an outdated one and removes it
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

    /** Metered until what is returned is closed. */
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
