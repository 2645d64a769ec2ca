package io.penumbra.process;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public final class Producers {
    private static final int MIB = 1 << 20;

    private Producers() {}

    /**
     * An idempotent producer of images. It takes records of up to 64 MiB, as the service does. Encoded images are not
     * compressed again.
     */
    public static Producer<byte[], byte[]> images(Map<String, Object> connection) {
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * MIB);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 128L * MIB);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
