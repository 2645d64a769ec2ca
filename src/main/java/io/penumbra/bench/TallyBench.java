package io.penumbra.bench;

import io.penumbra.process.TemporaryFolder;
import io.penumbra.service.Topics;
import io.penumbra.tally.Tally;
import io.penumbra.tally.TallyListener;
import io.penumbra.tally.TallySettings;
import io.penumbra.tally.TallyStreams;
import io.penumbra.wire.v1.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Scores per second of the tally, and of a consumer with the same settings that only polls. The scores are sent before
 * the measurement.
 */
final class TallyBench implements AutoCloseable {
    private static final String SCORES = "bench.scores";
    private static final String TALLIES = "bench.tallies";
    private static final String EXEMPLARS = "bench.exemplars";
    private static final String REFERENCES = "bench.references";
    private static final String FLIPS = "bench.flips";
    private static final String CLAIMS = "bench.claims";
    private static final String FORGOTTEN = "bench.forgotten";
    private static final String DEAD_LETTERS = "bench.scores.dlq";
    private static final int PARTITIONS = 4;
    private static final List<String> CANDIDATES =
            List.of("pruned-50", "pruned-90", "pruned-95", "int8-static", "int8-dynamic");
    private static final Duration SPAN = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> connection;
    private final int scores;
    private final int threads;
    private final TemporaryFolder state = new TemporaryFolder("penumbra-bench-");
    private final Admin admin;
    private int runs;

    /** Sends {@code scores} scores, over an hour of event time that ends {@code now}. */
    TallyBench(Map<String, Object> connection, Admin admin, int scores, int threads, Instant now)
            throws ExecutionException, InterruptedException {
        this.connection = connection;
        this.scores = scores;
        this.threads = threads;
        this.admin = admin;
        Topics.create(
                admin,
                Stream.of(SCORES, TALLIES, EXEMPLARS, REFERENCES, FLIPS, CLAIMS, FORGOTTEN, DEAD_LETTERS)
                        .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                        .toList());
        var made = new SyntheticScores(1, CANDIDATES, 2, now.minus(SPAN), SPAN.dividedBy(scores));
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < scores; i++) {
                Score score = made.next();
                producer.send(
                        new ProducerRecord<>(SCORES, score.getImageIdBytes().toByteArray(), score.toByteArray()));
            }
        }
    }

    /** Lets the JIT compiler see both measurements. */
    void warmUp(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            tally();
            poll();
        }
    }

    /**
     * The rate between the first commit of the consumer group and the last one before the end. This leaves out the time
     * to join the group.
     */
    Rate tally() throws InterruptedException {
        String group = "bench-tally-" + runs++;
        var settings = new TallySettings(
                new TallySettings.Topics(
                        SCORES, TALLIES, EXEMPLARS, REFERENCES, FLIPS, CLAIMS, FORGOTTEN, DEAD_LETTERS),
                SyntheticScores.values(),
                Duration.ofHours(25),
                Duration.ofDays(1000),
                Duration.ofHours(25),
                30,
                Optional.empty());
        try (var streams = new TallyStreams(TallyListener.SILENT, System::currentTimeMillis)) {
            streams.open(settings, properties(group), false);
            streams.start();
            return new GroupCommits(admin, group, SCORES, scores).rate(streams::dead);
        }
    }

    private Properties properties(String group) {
        return Tally.properties(connection, group, group, state.path().toString(), threads);
    }

    /** The rate of a consumer with the tally's settings, from its first records to its last. */
    Rate poll() {
        String name = "bench-poll";
        Map<String, Object> config = new StreamsConfig(properties(name)).getMainConsumerConfigs(name, name, 0);
        config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG); // works in Kafka Streams only
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(SCORES, partition))
                    .toList());
            int first = 0;
            while (first == 0) {
                first = consumer.poll(POLL).count();
            }
            var from = Rate.Moment.now();
            int polled = first;
            while (polled < scores) {
                polled += consumer.poll(POLL).count();
            }
            return Rate.since(from, polled - first);
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
