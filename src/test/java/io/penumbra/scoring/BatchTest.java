package io.penumbra.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.image.CloudEvents;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageFormat;
import io.penumbra.image.ImageRecords;
import io.penumbra.image.RawFields;
import io.penumbra.image.RawImages;
import io.penumbra.image.Received;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final long MOST = 1000;
    /** The test's images say in their value how much work they are. */
    private static final ToLongFunction<Received> WORK = received -> received instanceof ImageEvent event
            ? Long.parseLong(StandardCharsets.US_ASCII.decode(event.encoded()).toString())
            : 0;

    private static final ImageFormat FORMAT = new CloudEvents();
    private static final int[] EPOCHS = {3, 5};

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long work) {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        partition + "-" + offset,
                        "ce_source",
                        "/t",
                        "ce_type",
                        ImageRecords.TYPE)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                "images",
                partition,
                offset,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                Long.toString(work).getBytes(StandardCharsets.US_ASCII),
                headers,
                Optional.of(EPOCHS[partition % 2]));
    }

    /** A topic of one image per work in each partition; every second offset is a transaction's marker. */
    private static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> topic(long[]... works) {
        var topic = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        for (int p = 0; p < works.length; p++) {
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (int i = 0; i < works[p].length; i++) {
                records.add(record(p, 2L * i, works[p][i]));
            }
            topic.put(new TopicPartition("images", p), records);
        }
        return topic;
    }

    private static ConsumerRecords<byte[], byte[]> polled(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> topic, Map<TopicPartition, Long> positions) {
        var records = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var next = new HashMap<TopicPartition, OffsetAndMetadata>();
        topic.forEach((partition, all) -> {
            long from = positions.getOrDefault(partition, 0L);
            var rest = all.stream().filter(record -> record.offset() >= from).toList();
            if (!rest.isEmpty()) {
                records.put(partition, rest);
                next.put(
                        partition,
                        new OffsetAndMetadata(rest.get(rest.size() - 1).offset() + 2));
            }
        });
        return new ConsumerRecords<>(records, next);
    }

    /** Polls, cuts and seeks until the topic is read. Gives the work of each batch. */
    private static List<List<Long>> batches(long[]... works) {
        var topic = topic(works);
        var positions = new HashMap<TopicPartition, Long>();
        var seen = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var batches = new ArrayList<List<Long>>();
        for (var polled = polled(topic, positions); !polled.isEmpty(); polled = polled(topic, positions)) {
            Batch batch = Batch.of(polled, FORMAT, WORK, MOST, id -> false);
            assertThat(batch.records())
                    .isNotEmpty()
                    .hasSameSizeAs(batch.received())
                    .hasSameSizeAs(batch.sources());
            assertThat(batch.behind().keySet()).isEqualTo(polled.partitions());
            assertThat(batch.behind()).containsAllEntriesOf(batch.left());
            batch.behind().forEach((partition, behind) -> positions.put(partition, behind.offset()));
            seen.addAll(batch.records());
            batches.add(batch.received().stream().map(WORK::applyAsLong).toList());
        }
        topic.values()
                .forEach(records -> assertThat(seen.stream()
                                .filter(record ->
                                        record.partition() == records.get(0).partition()))
                        .as("each record once, in its partition's order")
                        .containsExactlyElementsOf(records));
        assertThat(seen)
                .hasSize(Arrays.stream(works)
                        .mapToInt(partition -> partition.length)
                        .sum());
        return batches;
    }

    @Test
    void forgottenImagesAndTheirTombstonesAreReadAndNotScored() {
        var partition = new TopicPartition("images", 0);
        var tombstone = new ConsumerRecord<byte[], byte[]>("images", 0, 2, "b".getBytes(UTF_8), null);
        tombstone.headers().add("penumbra-forgotten", new byte[0]);
        var polled = new ConsumerRecords<>(
                Map.of(
                        partition,
                        List.of(
                                new ConsumerRecord<>("images", 0, 0, "secret".getBytes(UTF_8), new byte[] {1}),
                                new ConsumerRecord<>("images", 0, 1, "other".getBytes(UTF_8), new byte[] {1}),
                                tombstone)),
                Map.of(partition, new OffsetAndMetadata(3)));
        Batch batch = Batch.of(polled, FORMAT, WORK, MOST, id -> new String(id, UTF_8).equals("secret"));
        assertThat(batch.records())
                .singleElement()
                .satisfies(record -> assertThat(record.offset()).isEqualTo(1));
        assertThat(batch.forgotten()).isEqualTo(2);
        assertThat(batch.behind()).isEqualTo(Map.of(partition, new OffsetAndMetadata(3)));
    }

    @Test
    void plainPictureIsForgottenByTheIdThatItsPlaceGives() {
        var partition = new TopicPartition("images", 0);
        var polled = new ConsumerRecords<>(
                Map.of(
                        partition,
                        List.of(
                                new ConsumerRecord<byte[], byte[]>("images", 0, 7, null, new byte[] {'1'}),
                                new ConsumerRecord<byte[], byte[]>("images", 0, 8, null, new byte[] {'1'}))),
                Map.of(partition, new OffsetAndMetadata(9)));
        polled.forEach(record -> record.headers().add("time", "1714979289000".getBytes(UTF_8)));
        ImageFormat raw = new RawImages(new RawFields("id", "time", "label", "subgroups"));
        Batch batch = Batch.of(polled, raw, WORK, MOST, id -> new String(id, UTF_8).equals("images-0-7"));
        assertThat(batch.forgotten()).isEqualTo(1);
        assertThat(batch.received())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.class, image -> assertThat(image.id()).isEqualTo("images-0-8"));
    }

    /** Its dead letter would keep the id and the image. */
    @Test
    void whatCannotBeReadIsForgottenByItsIdToo() {
        var partition = new TopicPartition("images", 0);
        ConsumerRecord<byte[], byte[]> binary = record(0, 0, 1);
        binary.headers().add("ce_time", "yesterday".getBytes(UTF_8));
        var structured = new ConsumerRecord<byte[], byte[]>(
                "images",
                0,
                1,
                null,
                "{\"data_base64\": \"/9j/#\", \"label\": {\"id\": \"b\"}, \"id\": \"0-0\"}".getBytes(UTF_8));
        var other = new ConsumerRecord<byte[], byte[]>(
                "images", 0, 2, null, "{\"id\": \"0-1\", \"data_base64\": \"/9j/#\"}".getBytes(UTF_8));
        var polled = new ConsumerRecords<>(
                Map.of(partition, List.of(binary, structured, other)), Map.of(partition, new OffsetAndMetadata(3)));
        Batch batch = Batch.of(polled, FORMAT, WORK, MOST, id -> new String(id, UTF_8).equals("0-0"));
        assertThat(batch.forgotten()).isEqualTo(2);
        assertThat(batch.records()).containsExactly(other);
        binary.headers().add("time", "yesterday".getBytes(UTF_8));
        ImageFormat raw = new RawImages(new RawFields("ce_id", "time", "label", "subgroups"));
        assertThat(Batch.of(polled, raw, WORK, MOST, id -> new String(id, UTF_8).equals("0-0"))
                        .forgotten())
                .isEqualTo(1);
    }

    @Test
    void imagesOfLittleWorkStayOneBatch() {
        long[] light = new long[64];
        Arrays.fill(light, 5);
        assertThat(batches(light, light))
                .singleElement()
                .satisfies(all -> assertThat(all).hasSize(128));
        var polled = polled(topic(light, light), Map.of());
        assertThat(Batch.of(polled, FORMAT, WORK, MOST, id -> false).behind()).isEqualTo(polled.nextOffsets());
        assertThat(Batch.of(polled, FORMAT, WORK, MOST, id -> false).left()).isEmpty();
    }

    @Test
    void largestImagesAreBatchesOfTheirOwn() {
        long[] largest = new long[32];
        Arrays.fill(largest, 900);
        assertThat(batches(largest, largest, largest, largest))
                .hasSize(128)
                .allSatisfy(one -> assertThat(one).hasSize(1));
    }

    @Test
    void imageThatIsMoreThanABatchMayTakeIsStillScored() {
        assertThat(batches(new long[] {5000, 1, 5000})).containsExactly(List.of(5000L), List.of(1L), List.of(5000L));
    }

    @Test
    void partitionsTakeTurns() {
        long[] heavy = {400, 400, 400, 400};
        // the light partition's images are not kept waiting until the other's are done
        assertThat(batches(heavy, new long[] {1, 1, 1, 1}).get(0)).containsExactly(400L, 1L, 400L, 1L);
    }

    @Test
    void restIsReadAgainFromItsFirstRecordOn() {
        var batch = Batch.of(
                polled(topic(new long[] {10, 600, 600}, new long[] {10, 10}), Map.of()),
                FORMAT,
                WORK,
                MOST,
                id -> false);
        assertThat(batch.records()).hasSize(4);
        assertThat(batch.left())
                .isEqualTo(Map.of(new TopicPartition("images", 0), new OffsetAndMetadata(4, Optional.of(3), "")));
        assertThat(batch.behind().get(new TopicPartition("images", 1)).offset()).isEqualTo(4);
    }

    @Test
    void anyMixtureIsCutWithinItsWorkAndEachRecordTakenOnce() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            long[][] works = new long[1 + random.nextInt(4)][];
            Arrays.setAll(
                    works,
                    p -> random.longs(random.nextInt(1, 40), 0, random.nextLong(1, 1500))
                            .toArray());
            for (List<Long> batch : batches(works)) {
                long sum = batch.stream().mapToLong(Long::longValue).sum();
                assertThat(batch.size() == 1 || sum <= MOST).as("%s", batch).isTrue();
            }
        }
    }
}
