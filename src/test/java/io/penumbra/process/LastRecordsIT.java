package io.penumbra.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penumbra.embedded.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The last records of topics on a broker. */
class LastRecordsIT {
    private static TestKafka kafka;
    private static LastRecords records;

    @BeforeAll
    static void start() {
        kafka = new TestKafka();
        records = new LastRecords(Duration.ofSeconds(60));
        records.open(kafka.connection());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static String topic(int partitions) {
        String topic = "letters-" + UUID.randomUUID();
        kafka.create(topic, partitions, Map.of());
        return topic;
    }

    private static void send(String topic, int partition, int from, int to) {
        var sent = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = from; i < to; i++) {
            sent.add(new ProducerRecord<>(topic, partition, null, text(partition + "/" + i)));
        }
        kafka.send(sent);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    @Test
    void lastOfEachPartitionAreRead() {
        String many = topic(2);
        String few = topic(1);
        String none = topic(1);
        send(many, 0, 0, 10);
        send(many, 1, 0, 2);
        send(few, 0, 0, 1);
        assertThat(records.read(List.of(many, few, none), 3, LastRecordsIT::value))
                .containsExactlyInAnyOrder("0/7", "0/8", "0/9", "1/0", "1/1", "0/0");
        assertThat(records.read(List.of(none), 3, LastRecordsIT::value)).isEmpty();
    }

    /** Markers of transactions take offsets, and what was given up is no record. */
    @Test
    void transactionsThatWereGivenUpAreNotRead() {
        String topic = topic(1);
        try (var producer = kafka.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            for (String value : List.of("a", "given up", "b")) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 0, null, text(value)));
                if (value.length() == 1) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
        assertThat(records.read(List.of(topic), 6, LastRecordsIT::value)).containsExactly("a", "b");
        assertThat(records.read(List.of(topic), 2, LastRecordsIT::value)).containsExactly("b");
    }

    @Test
    void topicThatIsMissingHasNoRecords() {
        var brief = new LastRecords(Duration.ofSeconds(2));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> brief.read(List.of("missing"), 1, LastRecordsIT::value))
                .withMessage("the service has not started yet");
        brief.open(kafka.connection());
        assertThat(brief.read(List.of("missing"), 1, LastRecordsIT::value)).isEmpty();
    }
}
