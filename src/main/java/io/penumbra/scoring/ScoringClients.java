package io.penumbra.scoring;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens the loop's Kafka clients, with the settings that exactly-once scoring needs. */
final class ScoringClients {
    private static final int MIB = 1 << 20;

    private ScoringClients() {}

    static KafkaConsumer<byte[], byte[]> consumer(ScoringSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.connection());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // what is skipped is counted
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // a slow stream waits up to 100 ms for more images in a batch; a fast one always has the next batch here
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, MIB / 2);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * MIB);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static KafkaProducer<byte[], byte[]> producer(ScoringSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.connection());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        // for this long a transaction that a crashed instance left open keeps readers waiting
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // a dead letter may be as large as any image that the broker takes
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * MIB);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 128L * MIB);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
