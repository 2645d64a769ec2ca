package io.penumbra.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.Decoder;
import io.penumbra.image.ImageFormat;
import io.penumbra.image.ImageRecords;
import io.penumbra.image.Poison;
import io.penumbra.image.RawFields;
import io.penumbra.image.RawImages;
import io.penumbra.image.Reason;
import io.penumbra.image.Specimens;
import io.penumbra.image.Unreadable;
import io.penumbra.model.ColourModels;
import io.penumbra.model.Models;
import io.penumbra.model.Provider;
import io.penumbra.wire.v1.Score;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The loop against a broker: whatever comes and whatever fails, each record ends exactly once as a score or as a dead letter. */
class ScoringLoopIT {
    private static final Instant TIME = Instant.parse("2024-05-06T07:08:09Z");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int[] COLOURS = {0xF02020, 0x20F020, 0x2020F0};
    private static final int WHITE = 0xFFFFFF;
    private static final int BATCH = 16;
    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private ImageFormat format = new CloudEvents();
    private String images;
    private String scores;
    private String deadLetters;
    private String group;

    @BeforeAll
    static void startKafka() {
        kafka = new TestKafka();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void nameTopics(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        images = name + ".images";
        scores = name + ".scores";
        deadLetters = name + ".images.dlq";
        group = name;
        kafka.create(images, 4, Map.of("max.message.bytes", "4000000"));
        kafka.create(scores, 4, Map.of());
    }

    private void createDeadLetters(int largest) {
        kafka.create(deadLetters, 1, Map.of("max.message.bytes", Integer.toString(largest)));
    }

    /** A loop with its models. */
    private final class Running implements AutoCloseable {
        final AtomicInteger scored = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final AtomicInteger records = new AtomicInteger();
        final Map<Reason, Integer> reasons = new HashMap<>();
        private final Models models;
        private final Scorer scorer;
        private final ScoringLoop loop;
        private boolean open = true;

        Running(String instance, String member, ScoringListener more) {
            models = Models.open(
                    ColourModels.layOut(folder, "logits", List.of(member), Map.of("small", List.of("fair"))),
                    1,
                    Provider.CPU);
            scorer =
                    new Scorer(models, new Decoder(models.input(), Poison.MOST_BYTES, Decoder.MAX_PIXELS), BATCH, more);
            // a loop that does not leave its group holds up the next one for longer than a test waits
            var connection = new HashMap<String, Object>(kafka.connection());
            connection.put("session.timeout.ms", "180000");
            var settings = new ScoringSettings(
                    connection, images, format, scores, deadLetters, group, group + "-" + instance, BATCH);
            loop = new ScoringLoop(settings, scorer, new ScoringListener() {
                @Override
                public void committed(int count) {
                    records.addAndGet(count);
                    more.committed(count);
                }

                @Override
                public void scored() {
                    scored.incrementAndGet();
                }

                @Override
                public void deadLetter(Reason reason) {
                    refused.incrementAndGet();
                    reasons.merge(reason, 1, Integer::sum);
                }
            });
            loop.start();
        }

        Running(String instance) {
            this(instance, "fair", ScoringListener.SILENT);
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                loop.close();
                scorer.close();
                models.close();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> good(int number) {
        return ImageRecords.write(
                images,
                URI.create("/test"),
                Specimens.event(
                        "good-" + number,
                        COLOURS[number % 3],
                        number % 7 == 0 ? null : "red",
                        Map.of("sex", number % 2 == 0 ? "male" : "female"),
                        TIME.plusSeconds(number)));
    }

    private List<ProducerRecord<byte[], byte[]>> good(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::good).toList();
    }

    @Test
    void plainPicturesAndStructuredEventsAreScored() {
        createDeadLetters(1_000_000);
        byte[] picture = Specimens.png(COLOURS[1]);
        var plain = new ProducerRecord<byte[], byte[]>(images, 2, "camera-7".getBytes(StandardCharsets.UTF_8), picture);
        plain.headers().add("Label", "red".getBytes(StandardCharsets.UTF_8));
        kafka.send(List.of(plain));
        format = new RawImages(new RawFields("id", "time", "label", "subgroups"));
        try (var running = new Running("one")) {
            awaitAllCommitted();
        }
        var structured = new ProducerRecord<byte[], byte[]>(
                images,
                1,
                null,
                String.format(
                                "{\"specversion\": \"1.0\", \"id\": \"face-1\", \"source\": \"/c\", \"type\": \"%s\", \"data_base64\": \"%s\"}",
                                ImageRecords.TYPE, Base64.getEncoder().encodeToString(picture))
                        .getBytes(StandardCharsets.UTF_8));
        structured.headers().add("Content-Type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        kafka.send(List.of(structured));
        format = new CloudEvents();
        try (var running = new Running("one")) {
            awaitAllCommitted();
        }
        List<Score> found =
                kafka.committed(scores).stream().map(ScoringLoopIT::score).toList();
        assertThat(found).extracting(Score::getImageId).containsExactlyInAnyOrder(images + "-2-0", "face-1");
        assertThat(found)
                .allSatisfy(score -> assertThat(score.getVotesList().indexOf(1)).isEqualTo(1));
        assertThat(found).extracting(Score::getLabel).containsExactlyInAnyOrder("red", "");
    }

    private void awaitAllCommitted() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> kafka.lag(group, images) == 0);
    }

    private static Score score(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Score.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** Images 0 to {@code count} have one committed score each, with what their colour gives, and there is no other. */
    private void assertEachScoredOnce(int count) {
        var found = new HashMap<String, Score>();
        for (var record : kafka.committed(scores)) {
            Score score = score(record);
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(score.getImageId());
            assertThat(found.put(score.getImageId(), score))
                    .as("second score of %s", score.getImageId())
                    .isNull();
        }
        assertThat(found).hasSize(count);
        for (int i = 0; i < count; i++) {
            Score score = found.get("good-" + i);
            assertThat(score).as("score of image %d", i).isNotNull();
            assertThat(score.getTimeMs()).isEqualTo(TIME.plusSeconds(i).toEpochMilli());
            assertThat(score.getLabel()).isEqualTo(i % 7 == 0 ? "" : "red");
            assertThat(score.getVotesList().indexOf(1))
                    .as("class of image %d", i)
                    .isEqualTo(i % 3);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader("__streams.errors." + name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void assertIsLetterOf(
            ConsumerRecord<byte[], byte[]> letter,
            ProducerRecord<byte[], byte[]> original,
            RecordMetadata at,
            Reason reason) {
        assertThat(header(letter, "exception")).isEqualTo(Unreadable.class.getName());
        assertThat(header(letter, "message")).startsWith(reason.text() + ": ");
        assertThat(header(letter, "topic")).isEqualTo(at.topic());
        assertThat(header(letter, "partition")).isEqualTo(Integer.toString(at.partition()));
        assertThat(header(letter, "offset")).isEqualTo(Long.toString(at.offset()));
        assertThat(header(letter, "stacktrace")).isNotNull();
        for (Header kept : original.headers()) {
            assertThat(letter.headers().lastHeader(kept.key())).as(kept.key()).isEqualTo(kept);
        }
        assertThat(letter.headers().toArray()).hasSize(original.headers().toArray().length + 6);
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> lettersByKey() {
        var letters = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
        for (var letter : kafka.committed(deadLetters)) {
            assertThat(letters.put(new String(letter.key(), StandardCharsets.UTF_8), letter))
                    .as("second letter of a record")
                    .isNull();
        }
        return letters;
    }

    @Test
    void everyGoodImageIsScoredOnceAndEveryBadOneIsOneDeadLetter() {
        createDeadLetters(1_000_000);
        int poison = 2 * Poison.values().length;
        var all = new ArrayList<ProducerRecord<byte[], byte[]>>();
        var bad = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < poison; i++) {
            all.addAll(good(9 * i, 9 * (i + 1)));
            bad.put("bad-" + i, all.size());
            all.add(Poison.values()[i % Poison.values().length].record(images, "bad-" + i));
        }
        List<RecordMetadata> sent = kafka.send(all);
        try (var running = new Running("a")) {
            awaitAllCommitted();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.records).hasValue(10 * poison));
            assertThat(running.scored).hasValue(9 * poison);
            assertThat(running.refused).hasValue(poison);
            assertThat(running.reasons)
                    .containsEntry(Reason.EMPTY, 4)
                    .containsEntry(Reason.TOO_MANY_PIXELS, 2)
                    .hasSize((int) Stream.of(Poison.values())
                            .map(Poison::reason)
                            .distinct()
                            .count());
            assertThat(running.loop.trouble()).isEmpty();
        }
        assertEachScoredOnce(9 * poison);
        var letters = lettersByKey();
        assertThat(letters).containsOnlyKeys(bad.keySet());
        bad.forEach((key, at) -> {
            Reason reason = Poison.values()[Integer.parseInt(key.substring(4)) % Poison.values().length].reason();
            assertIsLetterOf(letters.get(key), all.get(at), sent.get(at), reason);
            assertThat(letters.get(key).value()).as(key).isEqualTo(all.get(at).value());
        });
    }

    @Test
    void batchOfLargeImagesIsCutAndTheRestIsScoredNext() {
        createDeadLetters(1_000_000);
        int count = 24;
        byte[] large = Specimens.greyPng(7000, 7000); // 98 million samples of work
        var sizes = new CopyOnWriteArrayList<Integer>();
        kafka.send(IntStream.range(0, count)
                .mapToObj(i -> ImageRecords.write(
                        images,
                        URI.create("/test"),
                        Specimens.event("large-" + i, large, i % 2 == 0 ? "red" : null, TIME.plusSeconds(i))))
                .toList());
        try (var running = new Running("one", "fair", new ScoringListener() {
            @Override
            public void committed(int records) {
                sizes.add(records);
            }
        })) {
            awaitAllCommitted();
            assertThat(running.scored).hasValue(count);
        }
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(10));
        assertThat(kafka.committed(scores))
                .extracting(record -> score(record).getImageId())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "large-" + i).toList());
    }

    @Test
    void deadLetterThatIsTooLargeForItsTopicGoesThereWithoutItsValue() {
        createDeadLetters(150_000);
        var records = new ArrayList<>(good(0, 30));
        records.add(Poison.record(images, "huge", 3_000_000));
        records.add(Poison.record(images, "large", 400_000));
        records.add(Poison.TEXT.record(images, "small"));
        records.addAll(good(30, 60));
        List<RecordMetadata> sent = kafka.send(records);
        try (var running = new Running("a")) {
            awaitAllCommitted();
        }
        assertEachScoredOnce(60);
        var letters = lettersByKey();
        assertThat(letters).containsOnlyKeys("huge", "large", "small");
        assertThat(letters.get("huge").value()).isNull();
        assertThat(letters.get("large").value()).isNull();
        assertIsLetterOf(letters.get("huge"), records.get(30), sent.get(30), Reason.TOO_MANY_BYTES);
        assertIsLetterOf(letters.get("large"), records.get(31), sent.get(31), Reason.TOO_MANY_BYTES);
        assertThat(header(letters.get("large"), "message")).contains("left out").contains("value of 400000 bytes");
        assertIsLetterOf(letters.get("small"), records.get(32), sent.get(32), Reason.NOT_AN_IMAGE);
        assertThat(letters.get("small").value()).isEqualTo(records.get(32).value());
    }

    @Test
    void manyLargeDeadLettersDoNotStopTheStream() {
        createDeadLetters(150_000);
        var records = new ArrayList<>(good(0, 10));
        for (int i = 0; i < 40; i++) {
            records.add(Poison.record(images, "large-" + i, 400_000));
        }
        kafka.send(records);
        try (var running = new Running("a")) {
            awaitAllCommitted();
        }
        assertEachScoredOnce(10);
        assertThat(lettersByKey())
                .hasSize(40)
                .allSatisfy((key, letter) -> assertThat(letter.value()).isNull());
    }

    @Test
    void loopsThatComeAndGoScoreEachImageOnce() {
        createDeadLetters(1_000_000);
        kafka.send(good(0, 200));
        try (var first = new Running("a")) {
            await().atMost(PATIENCE).until(() -> first.scored.get() > 0);
            try (var second = new Running("b")) {
                for (int i = 200; i < 600; i += 40) {
                    kafka.send(good(i, i + 40));
                }
                await().atMost(PATIENCE).until(() -> {
                    kafka.send(List.of(Poison.TEXT.record(images, "tick-" + System.nanoTime())));
                    return second.records.get() > 0;
                });
                first.close();
                kafka.send(good(600, 700));
                awaitAllCommitted();
                assertThat(second.loop.trouble()).isEmpty();
            }
        }
        assertEachScoredOnce(700);
    }

    @Test
    void loopThatIsClosedWhileItsModelsComputeLeavesTheImageToAnother() throws InterruptedException {
        createDeadLetters(1_000_000);
        kafka.send(good(0, 1));
        var computing = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        var slow = new ScoringListener() {
            @Override
            public void inferred(String model, long nanos) {
                computing.countDown();
                try {
                    taken.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (var first = new Running("a", "fair", slow)) {
            computing.await();
            first.loop.close();
            try (var second = new Running("b")) {
                awaitAllCommitted();
                assertThat(second.scored).hasValue(1);
            }
            taken.countDown();
        }
        assertEachScoredOnce(1);
    }

    @Test
    void transactionThatADeadLoopLeftOpenIsUndone() throws Exception {
        createDeadLetters(1_000_000);
        List<RecordMetadata> sent = kafka.send(good(0, 40));
        // so dies a loop in the middle of a transaction: scores sent, offsets sent, neither committed nor aborted
        try (var dead = kafka.producer(Map.of("transactional.id", group + "-a"))) {
            dead.initTransactions();
            dead.beginTransaction();
            for (int i = 0; i < 40; i++) {
                var score = Score.newBuilder()
                        .setImageId("good-" + i)
                        .setLabel("of the dead")
                        .build();
                dead.send(new ProducerRecord<>(scores, score.getImageIdBytes().toByteArray(), score.toByteArray()))
                        .get();
            }
            var behind = new HashMap<TopicPartition, OffsetAndMetadata>();
            sent.forEach(at -> behind.merge(
                    new TopicPartition(images, at.partition()),
                    new OffsetAndMetadata(at.offset() + 1),
                    (one, other) -> one.offset() > other.offset() ? one : other));
            dead.sendOffsetsToTransaction(behind, new ConsumerGroupMetadata(group));
            dead.flush();
            try (var running = new Running("a")) {
                awaitAllCommitted();
                assertThat(running.scored).hasValue(40);
            }
            assertThatThrownBy(dead::commitTransaction).isInstanceOf(KafkaException.class);
        }
        assertEachScoredOnce(40);
    }

    @Test
    void failureInTheMiddleOfABatchIsMadeGood() {
        createDeadLetters(1_000_000);
        kafka.send(good(0, 100));
        var calls = new AtomicInteger();
        var failing = new ScoringListener() {
            @Override
            public void inferred(String model, long nanos) {
                if (calls.incrementAndGet() == 5) {
                    throw new IllegalStateException("the accelerator is gone");
                }
            }

            @Override
            public void committed(int records) {
                if (calls.incrementAndGet() == 13) {
                    throw new IllegalStateException("just after a commit");
                }
            }
        };
        try (var running = new Running("a", "fair", failing)) {
            awaitAllCommitted();
            await().atMost(PATIENCE).until(() -> running.loop.trouble().isEmpty());
        }
        assertThat(calls).hasValueGreaterThan(13);
        assertEachScoredOnce(100);
    }

    @Test
    void imagesOnWhichTheBaselineFailsAreDeadLettersAndNothingIsInTheirWay() {
        createDeadLetters(1_000_000);
        kafka.send(good(0, 21));
        try (var running = new Running("a", "overreaching", ScoringListener.SILENT)) {
            awaitAllCommitted();
            await().atMost(PATIENCE).until(() -> running.loop.trouble().isEmpty());
            // row ⌊10 · 0xF0/255⌋ of nine
            assertThat(running.reasons).containsOnlyKeys(Reason.NO_PREDICTION);
        }
        assertThat(kafka.committed(deadLetters)).isNotEmpty();
        assertThat(kafka.committed(deadLetters).size() + kafka.committed(scores).size())
                .isEqualTo(21);
    }

    @Test
    void loopWithoutWorkHasNoTrouble() {
        createDeadLetters(1_000_000);
        var loops = new ArrayList<Running>();
        try {
            // one more than there are partitions
            Arrays.asList("a", "b", "c", "d", "e").forEach(instance -> loops.add(new Running(instance)));
            loops.forEach(running ->
                    await().atMost(PATIENCE).until(() -> running.loop.trouble().isEmpty()));
        } finally {
            loops.forEach(Running::close);
        }
        assertThat(loops).allMatch(running -> running.loop.trouble().isPresent());
    }
}
