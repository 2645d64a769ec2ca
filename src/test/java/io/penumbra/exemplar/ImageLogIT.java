package io.penumbra.exemplar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.embedded.TestKafka;
import io.penumbra.image.CloudEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Images read back from a real log, and every way in which there is none. */
class ImageLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 2};

    private static TestKafka kafka;

    private final Random random = new Random(3);
    private String topic = "";
    private ImageLog log;

    @BeforeAll
    static void startKafka() {
        kafka = new TestKafka();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        kafka.create(topic, 2, Map.of("max.message.bytes", Integer.toString(4 << 20)));
        log = new ImageLog(topic, new CloudEvents(), PATIENCE).open(kafka.connection());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private byte[] image(int size) {
        byte[] image = new byte[size];
        random.nextBytes(image);
        System.arraycopy(JPEG, 0, image, 0, JPEG.length);
        return image;
    }

    private void send(byte[]... values) {
        kafka.send(Arrays.stream(values)
                .map(value -> new ProducerRecord<byte[], byte[]>(topic, 1, null, value))
                .toList());
    }

    private void assertImage(long offset, byte[] sent) {
        assertThat(log.read(topic, 1, offset))
                .isInstanceOfSatisfying(
                        StoredImage.class, image -> assertThat(image.encoded()).isEqualTo(sent));
    }

    private void assertGone(long offset, String... words) {
        assertThat(log.read(topic, 1, offset))
                .isInstanceOfSatisfying(
                        ImageRead.Gone.class, gone -> assertThat(gone.reason()).contains(words));
    }

    private void assertUnknown(ImageRead read, String... words) {
        assertThat(read)
                .isInstanceOfSatisfying(
                        ImageRead.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains(words));
    }

    @Test
    void anImageComesBackByteForByte() {
        byte[] large = image(3 << 20);
        byte[] small = image(5000);
        send(small, large, small);

        assertImage(1, large);
        assertImage(0, small);
        assertImage(2, small);
    }

    @Test
    void anImageInAStructuredEventComesBackAlone() {
        String event = "{\"specversion\": \"1.0\", \"data_base64\": \"%s\"}";
        for (String sent : List.of(String.format(event, Base64.getEncoder().encodeToString(PNG)), "{\"id\": 1}")) {
            var record = new ProducerRecord<byte[], byte[]>(topic, 1, null, sent.getBytes(UTF_8));
            record.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
            kafka.send(List.of(record));
        }
        assertImage(0, PNG);
        assertUnknown(log.read(topic, 1, 1), "offset 1", "neither JPEG nor PNG");
    }

    @Test
    void theContentDecidesWhatItIs() {
        send(PNG, JPEG, "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8), null, new byte[0]);

        assertThat(((StoredImage) log.read(topic, 1, 0)).contentType()).isEqualTo("image/png");
        assertThat(((StoredImage) log.read(topic, 1, 1)).contentType()).isEqualTo("image/jpeg");
        for (int offset = 2; offset < 5; offset++) {
            assertUnknown(log.read(topic, 1, offset), "offset " + offset, "neither JPEG nor PNG");
        }
    }

    @Test
    void whatRetentionHasTakenIsGone() {
        byte[] kept = image(100);
        send(image(100), image(100), kept);
        kafka.deleteBefore(topic, 1, 2);

        assertGone(0, "retention has deleted offset 0", "begins at offset 2");
        assertGone(1, "retention has deleted offset 1");
        assertImage(2, kept);
    }

    @Test
    void whatNeverWasIsGoneToo() {
        send(image(100));

        assertGone(1, "ends before offset 1");
        assertGone(Long.MAX_VALUE, "ends before offset 1");
        assertGone(-1, "begins at offset 0");
    }

    @Test
    void whatATransactionLeavesThatIsNoImageIsGone() {
        try (var producer = kafka.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 1, null, image(100)));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 1, null, JPEG));
            producer.commitTransaction();
        }

        assertGone(0, "offset 0", "skips this offset"); // aborted
        assertGone(1, "skips this offset"); // the mark of that
        assertImage(2, JPEG);
        assertGone(3, "skips this offset"); // the mark of the commit, with nothing behind it
    }

    @Test
    void onlyTheTopicOfImagesIsRead() {
        kafka.create(topic + ".other", 1, Map.of());
        kafka.send(List.of(new ProducerRecord<>(topic + ".other", 0, null, JPEG)));

        assertUnknown(log.read(topic + ".other", 0, 0), topic + ".other");
        assertUnknown(log.read("", 0, 0), "''");
    }

    @Test
    void aPartitionOrTopicThatDoesNotExistIsUnknown() {
        assertUnknown(log.read(topic, 2, 0), "no partition 2");
        assertUnknown(log.read(topic, -1, 0), "no partition -1");
        try (var none = new ImageLog("no-such-topic", new CloudEvents(), PATIENCE).open(kafka.connection())) {
            assertUnknown(none.read("no-such-topic", 0, 0), "no-such-topic");
        }
    }

    @Test
    void manyMayAskAtOnce() {
        List<byte[]> sent =
                IntStream.range(0, 60).mapToObj(i -> image(2000 + i)).toList();
        send(sent.toArray(byte[][]::new));
        var reads = new ArrayList<CompletableFuture<ImageRead>>();
        for (int i = 0; i < sent.size(); i++) {
            int offset = i;
            reads.add(CompletableFuture.supplyAsync(() -> log.read(topic, 1, offset)));
        }

        for (int i = 0; i < sent.size(); i++) {
            assertThat(((StoredImage) reads.get(i).join()).encoded()).isEqualTo(sent.get(i));
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsSaidToDoSo() {
        try (var none = new ImageLog(topic, new CloudEvents(), Duration.ofMillis(300))
                .open(Map.of("bootstrap.servers", "localhost:1"))) {
            assertThat(none.read(topic, 0, 0)).isInstanceOf(ImageRead.Unreachable.class);
        }
    }

    @Test
    void aLogThatIsClosedAnswersNobody() {
        log.close();

        assertThat(log.read(topic, 1, 0)).isEqualTo(new ImageRead.Unreachable("the service is stopping"));
    }
}
