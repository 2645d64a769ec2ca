package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.embedded.EmbeddedBroker;
import io.penumbra.tally.wire.Score;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, nothing is lost or counted twice, whoever dies. */
class TallyIT {
    private static final int SCORES = 20_000;
    private static final int MOST = 5;
    private static final int PARTITIONS = 3;
    private static final long END = 1_700_000_040_000L;
    private static final long SPAN = Duration.ofHours(40).toMillis();
    private static final int LATEST = 30 * 3_600_000;

    private final Path state;
    private final List<KafkaStreams> started = new ArrayList<>();
    private final List<Score> sent = new ArrayList<>();
    private int malformed;
    private final EmbeddedBroker broker = EmbeddedBroker.start(0);
    private final Map<String, Object> connection = Map.of("bootstrap.servers", broker.bootstrapServers());

    TallyIT(@TempDir Path state) {
        this.state = state;
    }

    @BeforeEach
    void makeTopics() throws Exception {
        try (var admin = Admin.create(connection)) {
            admin.createTopics(List.of(
                            new NewTopic("scores", PARTITIONS, (short) 1),
                            new NewTopic("tallies", 2, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic("exemplars", 2, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic("scores.dlq", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        started.forEach(streams -> streams.close(Duration.ofSeconds(10)));
        broker.close();
    }

    /** Scores of 40 hours, so that panes fold; a tenth of them late by up to 30 hours, every tenth record malformed. */
    private void produce(int from, int to) {
        Random random = new Random(from);
        try (var producer = new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                int delay = random.nextInt(10) == 0 ? random.nextInt(LATEST) : 0;
                Score score = Scores.random(random, Scores.lineup(), END - SPAN + SPAN / SCORES * i - delay);
                byte[] value = score.toByteArray();
                if (i % 10 == 0) {
                    value = value.length % 2 == 0
                            ? score.toBuilder().addVotes(1).build().toByteArray()
                            : new byte[] {1, 2, 3};
                    malformed++;
                } else {
                    sent.add(score);
                }
                producer.send(new ProducerRecord<>("scores", ("image " + i).getBytes(StandardCharsets.UTF_8), value));
            }
        }
    }

    private KafkaStreams run(String instance, TallyListener listener, StreamThreadExceptionResponse whenAThreadDies) {
        var settings = new TallySettings(
                "scores",
                "tallies",
                "exemplars",
                "scores.dlq",
                Scores.ATTRIBUTES,
                100,
                Duration.ofHours(25),
                Duration.ofDays(365),
                Duration.ofHours(1),
                MOST);
        var properties = Tally.properties(
                connection, "tally", instance, state.resolve(instance).toString(), 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.consumerPrefix("max.poll.records"), 100);
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6000);
        var streams = new KafkaStreams(Tally.topology(settings, listener), properties);
        streams.setUncaughtExceptionHandler(e -> whenAThreadDies);
        started.add(streams);
        streams.start();
        return streams;
    }

    private KafkaStreams run(String instance) {
        return run(instance, TallyListener.SILENT, StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    private static Snapshot snapshot(KafkaStreams streams) {
        return ViewStore.snapshot(streams.store(StoreQueryParameters.fromNameAndType(
                ViewStore.CELLS, QueryableStoreTypes.<TallyKey, Cell>keyValueStore())));
    }

    private static long scored(KafkaStreams streams) {
        try {
            return Scores.scored(snapshot(streams), Window.VERSION, Subgroup.ALL);
        } catch (InvalidStateStoreException e) {
            return 0;
        }
    }

    private void assertAllCounted(KafkaStreams streams) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> scored(streams) >= sent.size());
        assertThat(Recount.of(snapshot(streams).window(Window.VERSION))).isEqualTo(Recount.of(sent));
        Snapshot snapshot = snapshot(streams);
        var strongest = ExemplarRecount.of(sent, snapshot.candidates().values(), MOST);
        await().untilAsserted(() -> assertThat(ExemplarRecount.of(
                        snapshot,
                        ViewStore.exemplars(streams.store(StoreQueryParameters.fromNameAndType(
                                ViewStore.EXEMPLARS,
                                QueryableStoreTypes.<ExemplarKey, List<Exemplar>>keyValueStore()))),
                        Window.VERSION,
                        MOST))
                .isEqualTo(strongest));
        assertThat(deadLetters()).hasSize(malformed);
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        var config = new HashMap<>(connection);
        config.put("isolation.level", "read_committed");
        var partition = new TopicPartition("scores.dlq", 0);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** A listener that stops its thread in the middle of a transaction. */
    private static TallyListener dyingAfter(int malformed) {
        var left = new AtomicInteger(malformed);
        return new TallyListener() {
            @Override
            public void malformed() {
                if (left.decrementAndGet() == 0) {
                    throw new IllegalStateException("the power is cut");
                }
            }
        };
    }

    @Test
    void anInstanceThatDiesInATransactionIsFollowedExactly() {
        produce(0, SCORES);
        KafkaStreams first = run("first", dyingAfter(700), StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        await().atMost(Duration.ofSeconds(60)).until(() -> first.state() == KafkaStreams.State.ERROR);

        assertAllCounted(run("second"));
    }

    @Test
    void aThreadThatDiesAndIsReplacedInTheSameInstanceGoesOnExactly() {
        produce(0, SCORES);
        assertAllCounted(run("only", dyingAfter(900), StreamThreadExceptionResponse.REPLACE_THREAD));
    }

    @Test
    void instancesThatComeAndGoCountExactlyAndEachAnswersForAll() {
        produce(0, SCORES / 2);
        KafkaStreams first = run("first");
        await().atMost(Duration.ofSeconds(60)).until(() -> scored(first) > 1000);
        KafkaStreams second = run("second");
        produce(SCORES / 2, SCORES);
        await().atMost(Duration.ofSeconds(60)).until(() -> scored(second) > SCORES / 3);
        first.close(Duration.ZERO);
        KafkaStreams third = run("third");

        assertAllCounted(second);
        assertAllCounted(third);
    }
}
