package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.embedded.TestKafka;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.exemplar.ExemplarRecount;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.Score;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
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
    private final Map<KafkaStreams, Supplier<Optional<Snapshot>>> views = new HashMap<>();
    private final List<Score> sent = new ArrayList<>();
    private int malformed;
    private final TestKafka kafka = new TestKafka();

    TallyIT(@TempDir Path state) {
        this.state = state;
    }

    @BeforeEach
    void makeTopics() {
        kafka.create("scores", PARTITIONS, Map.of());
        kafka.create("tallies", 2, Map.of("cleanup.policy", "compact"));
        kafka.create("exemplars", 2, Map.of("cleanup.policy", "compact"));
        kafka.create("references", 1, Map.of("cleanup.policy", "compact"));
        kafka.create("forgotten", 1, Map.of("cleanup.policy", "compact"));
        kafka.create("scores.dlq", 1, Map.of());
    }

    @AfterEach
    void stop() {
        started.forEach(streams -> streams.close(Duration.ofSeconds(10)));
        kafka.close();
    }

    /** Scores of 40 hours, so that panes fold; a tenth of them late by up to 30 hours, every tenth record malformed. */
    private void produce(int from, int to) {
        Random random = new Random(from);
        try (var producer =
                new KafkaProducer<>(kafka.connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
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

    private static TallySettings settings() {
        return Scores.settings(MOST, Optional.empty());
    }

    private Properties properties(String instance) {
        var properties = Tally.properties(
                kafka.connection(), "tally", instance, state.resolve(instance).toString(), 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.consumerPrefix("max.poll.records"), 100);
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6000);
        return properties;
    }

    private KafkaStreams run(String instance, TallyListener listener, StreamThreadExceptionResponse whenAThreadDies) {
        var view = new CellView();
        var streams = new KafkaStreams(
                Tally.topology(settings(), listener, new LeftOut(listener::unreadable, System::nanoTime), view),
                properties(instance));
        views.put(streams, view::snapshot);
        streams.setUncaughtExceptionHandler(e -> whenAThreadDies);
        started.add(streams);
        streams.start();
        return streams;
    }

    private KafkaStreams run(String instance) {
        return run(instance, TallyListener.SILENT, StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    private Snapshot snapshot(KafkaStreams streams) {
        return views.get(streams).get().orElseThrow();
    }

    private long scored(KafkaStreams streams) {
        return views.get(streams)
                .get()
                .map(snapshot -> Scores.scored(snapshot, Window.VERSION, Subgroup.ALL))
                .orElse(0L);
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
                        TopicCopy.read(
                                streams.store(StoreQueryParameters.fromNameAndType(
                                        TopicCopy.EXEMPLARS.store(),
                                        QueryableStoreTypes.<ExemplarKey, List<Exemplar>>keyValueStore())),
                                PaneExemplars::new),
                        Window.VERSION,
                        MOST))
                .isEqualTo(strongest));
        assertThat(kafka.committed("scores.dlq")).hasSize(malformed);
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
        try (var tally = new TallyStreams(dyingAfter(900), System::currentTimeMillis)) {
            KafkaStreams running = tally.open(settings(), properties("only"), false);
            views.put(running, tally::snapshot);
            tally.start();
            assertAllCounted(running);
            assertThat(tally.trouble("is not opened")).isEmpty();
        }
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
