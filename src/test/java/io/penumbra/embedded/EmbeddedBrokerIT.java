package io.penumbra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {
    private static Map<String, Object> connection(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @Test
    void aRecordOfATransactionIsReadBack() throws Exception {
        try (var broker = EmbeddedBroker.start(0)) {
            try (var admin = Admin.create(connection(broker))) {
                admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1)))
                        .all()
                        .get();
            }
            var writing = new HashMap<>(connection(broker));
            writing.put("transactional.id", "writer");
            try (var producer = new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("topic", "key", "dropped"));
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("topic", "key", "kept"));
                producer.commitTransaction();
            }
            var reading = new HashMap<>(connection(broker));
            reading.put("isolation.level", "read_committed");
            try (var consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
                var partition = new TopicPartition("topic", 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                assertThat(consumer.poll(Duration.ofSeconds(20)))
                        .extracting(ConsumerRecord::value)
                        .containsExactly("kept");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsReplacedByAFreeOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var broker = EmbeddedBroker.start(taken.getLocalPort())) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:").doesNotEndWith(":" + taken.getLocalPort());
        }
    }
}
