package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.embedded.TestKafka;
import io.penumbra.wire.HourWire;
import io.penumbra.wire.v1.Cell;
import io.penumbra.wire.v1.Score;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, garbage on every topic and changelog stops nothing, before the start and after it. */
class PoisonIT {
    private static final int PARTITIONS = 2;
    private static final Duration WAIT = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SLOTS =
            Integer.toString(Long.numberOfTrailingZeros(Long.highestOneBit(WAIT.toMillis() / 2)));
    private static final List<String> CHANGELOGS = List.of(
            "tally-cells-changelog",
            "tally-exemplars-changelog",
            "tally-images-" + SLOTS + "-changelog",
            "tally-early-labels-" + SLOTS + "-changelog");

    private final Path state;
    private final TestKafka kafka = new TestKafka();
    private final Random random = new Random(3);
    private final List<Score> sent = new ArrayList<>();
    private final Map<String, Integer> unreadable = new ConcurrentHashMap<>();
    private final List<String> gaveUp = new ArrayList<>();
    private int runs;

    private final TallyListener listener = new TallyListener() {
        @Override
        public void unreadable(String topic) {
            unreadable.merge(topic, 1, Integer::sum);
        }
    };

    PoisonIT(@TempDir Path state) {
        this.state = state;
    }

    @BeforeEach
    void makeTopics() {
        kafka.create("scores", PARTITIONS, Map.of());
        kafka.create("labels", PARTITIONS, Map.of());
        kafka.create("tallies", 2, Map.of("cleanup.policy", "compact,delete"));
        kafka.create("exemplars", 2, Map.of("cleanup.policy", "compact,delete"));
        kafka.create(
                "references",
                1,
                Map.of("cleanup.policy", "delete")); // a record without a key is refused where a topic is compacted
        kafka.create("flips", 2, Map.of("cleanup.policy", "compact"));
        kafka.create("claims", 1, Map.of());
        kafka.create("forgotten", 1, Map.of());
        kafka.create("scores.dlq", 1, Map.of());
        kafka.create("labels.dlq", 1, Map.of());
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    /** Runs the tally with nothing on its disk. */
    private TallyStreams run() {
        var tally = new TallyStreams(listener, System::currentTimeMillis);
        var labels = new TallySettings.Labels("labels", "labels.dlq", WAIT);
        var properties = Tally.properties(
                kafka.connection(), "tally", "a", state.resolve("run-" + runs++).toString(), 1);
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6000);
        tally.open(Scores.settings(5, Optional.of(labels)), properties, false, streams -> () -> {}, gaveUp::add);
        tally.start();
        return tally;
    }

    private void produce(int scores) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < scores; i++) {
            String id = "image " + sent.size();
            Score score =
                    Scores.random(random, Scores.lineup(), System.currentTimeMillis() - random.nextInt(3_600_000))
                            .toBuilder()
                            .setImageId(id)
                            .build();
            sent.add(score);
            records.add(new ProducerRecord<>("scores", id.getBytes(UTF_8), score.toByteArray()));
        }
        kafka.send(records);
    }

    private void assertAllCounted(TallyStreams tally) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                tally.snapshot().map(snapshot -> Recount.of(snapshot.window(Window.VERSION))))
                        .contains(Recount.of(sent)));
        assertThat(Scores.scored(tally.snapshot().orElseThrow(), Window.DAY, Subgroup.ALL))
                .isEqualTo(sent.size());
        assertThat(tally.exemplars().orElseThrow()).isNotEmpty();
        assertThat(gaveUp).isEmpty();
    }

    private void poison(String topic, List<Poison.Bad> poison) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (Poison.Bad bad : poison) {
            // a topic that is compacted takes no record without a key
            if (bad.key() != null || !List.of("tallies", "exemplars").contains(topic)) {
                records.add(new ProducerRecord<>(topic, 0, bad.key(), bad.value()));
            }
        }
        kafka.send(records);
    }

    private ConsumerRecord<byte[], byte[]> written(String topic) {
        return kafka.committed(topic).stream()
                .filter(record -> record.value() != null && record.key().length > 10 && !HourWire.isKey(record.key()))
                .findFirst()
                .orElseThrow();
    }

    /** A cell of which there is something to damage. */
    private ConsumerRecord<byte[], byte[]> labelledCell() {
        return kafka.committed("tallies").stream()
                .filter(record -> record.value() != null && record.key().length > 10 && !HourWire.isKey(record.key()))
                .filter(record -> confidences(record.value()) > 0)
                .findFirst()
                .orElseThrow();
    }

    private static int confidences(byte[] cell) {
        try {
            return Cell.parseFrom(cell).getConfidences().getCountsCount();
        } catch (InvalidProtocolBufferException e) {
            return 0; // poison
        }
    }

    private void poisonAllTopics(byte[] cellKey, byte[] cell, byte[] exemplarKey, byte[] exemplar) throws Exception {
        poison("tallies", Poison.tallies(cellKey, cell));
        poison("exemplars", Poison.exemplars(exemplarKey, exemplar));
        poison("references", Poison.references());
        poison("claims", Poison.claims());
        Score score = Scores.random(random, Scores.lineup(), System.currentTimeMillis());
        poison("scores", Poison.scores(score.getImageId().getBytes(UTF_8), score.toByteArray()));
        poison("labels", Poison.labels());
        kafka.send(List.of(withoutTime("tallies", cellKey, cell), withoutTime("references", cellKey, cell)));
    }

    /** As a client of librdkafka may send it; Kafka Streams takes no such record. */
    private static ProducerRecord<byte[], byte[]> withoutTime(String topic, byte[] key, byte[] value) {
        return new ProducerRecord<>(topic, 0, key, value) {
            @Override
            public Long timestamp() {
                return -1L;
            }
        };
    }

    private void poisonAllChangelogs() {
        long future = Long.MAX_VALUE / 2;
        for (String changelog : CHANGELOGS) {
            var bad = new ArrayList<Poison.Bad>();
            for (int length : new int[] {1, 3, 7, 11, 12, 20, 40}) {
                byte[] key = new byte[length];
                random.nextBytes(key);
                key[0] &= 0x7f;
                byte[] value = new byte[length];
                random.nextBytes(value);
                bad.add(new Poison.Bad("garbage", key, value));
                bad.add(new Poison.Bad("empty value", key.clone(), new byte[0]));
            }
            bad.add(new Poison.Bad(
                    "far future",
                    ByteBuffer.allocate(20)
                            .putLong(future)
                            .putLong(future)
                            .putInt(0)
                            .array(),
                    new byte[] {1}));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int at = partition;
                kafka.send(bad.stream()
                        .map(record -> new ProducerRecord<>(changelog, at, record.key(), record.value()))
                        .toList());
            }
        }
    }

    /** Labels for images that came before, each of which had none. */
    private void label(int from, int to) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = from; i < to; i++) {
            Score score = sent.get(i);
            records.add(new ProducerRecord<>(
                    "labels", score.getImageId().getBytes(UTF_8), "{\"label\": \"blond\"}".getBytes(UTF_8)));
            sent.set(i, score.toBuilder().setLabel("blond").build());
        }
        kafka.send(records);
    }

    @Test
    void poisonOnEveryTopicAndChangelogStopsNothing() throws Exception {
        Map<String, Integer> first;
        byte[] cellKey;
        byte[] cell;
        byte[] exemplarKey;
        byte[] exemplar;
        poison("references", Poison.references());
        poison("tallies", List.of(new Poison.Bad("garbage", new byte[] {1, 2}, new byte[] {3})));
        try (TallyStreams tally = run()) {
            produce(1000);
            assertAllCounted(tally);
            var labelled = labelledCell();
            cellKey = labelled.key();
            cell = labelled.value();
            exemplarKey = written("exemplars").key();
            exemplar = written("exemplars").value();

            poisonAllTopics(cellKey, cell, exemplarKey, exemplar);
            produce(500);
            assertAllCounted(tally);
            label(0, 100);
            assertAllCounted(tally);
            assertThat(tally.trouble("closed")).isEmpty();
            first = new HashMap<>(unreadable);
        }
        assertThat(first).containsKeys("tallies", "exemplars", "references");
        assertThat(first.get("tallies"))
                .isGreaterThanOrEqualTo(Poison.tallies(cellKey, cell).size());

        poisonAllChangelogs();
        poisonAllTopics(cellKey, cell, exemplarKey, exemplar);
        unreadable.clear();
        try (TallyStreams tally = run()) {
            assertAllCounted(tally);
            label(100, 200); // images that only the restored store knows
            produce(500);
            assertAllCounted(tally);
            assertThat(tally.trouble("closed")).isEmpty();
        }
        assertThat(unreadable)
                .containsKeys("tallies", "exemplars", "references")
                .containsKeys(CHANGELOGS.get(0), CHANGELOGS.get(1), CHANGELOGS.get(2));
        assertThat(kafka.committed("scores.dlq")).hasSizeGreaterThan(20);
        assertThat(kafka.committed("labels.dlq")).hasSizeGreaterThan(10);
    }
}
