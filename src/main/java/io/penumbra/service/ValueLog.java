package io.penumbra.service;

import io.penumbra.counts.KeptValues;
import io.penumbra.image.Text;
import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The values of attributes that list none, on a topic of one partition: key attribute, value value. The first that
 * stand there are kept. So all tasks of all instances keep the same ones, also after a restart.
 *
 * <p>A task that meets a new value writes it and reads the topic up to it before the task counts the image. This stops
 * once no attribute has room.
 */
final class ValueLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicPartition partition;
    private final Producer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final KeptValues values;

    private ValueLog(Map<String, Object> connection, String topic, SubgroupSettings settings) {
        partition = new TopicPartition(topic, 0);
        values = settings.values(this::come);
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        consumer.assign(List.of(partition));
    }

    /** Opens the topic and reads it to its end. */
    static ValueLog open(Map<String, Object> connection, String topic, SubgroupSettings settings) {
        var log = new ValueLog(connection, topic, settings);
        try {
            log.consumer.seekToBeginning(List.of(log.partition));
            log.read(log.consumer.endOffsets(List.of(log.partition)).getOrDefault(log.partition, 0L));
            return log;
        } catch (KafkaException e) {
            log.close();
            throw e;
        }
    }

    KeptValues values() {
        return values;
    }

    private synchronized void come(String attribute, String value) {
        try {
            long offset = producer.send(new ProducerRecord<>(partition.topic(), 0, attribute, value))
                    .get()
                    .offset();
            read(offset + 1);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to topic " + partition.topic() + ": " + Failure.reason(e), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void read(long end) {
        while (consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(this::keep);
        }
    }

    /** Leaves out what no task can have written. */
    private void keep(ConsumerRecord<String, String> record) {
        if (record.key() != null && record.value() != null && isWord(record.value())) {
            values.keep(record.key(), record.value());
        }
    }

    private static boolean isWord(String value) {
        try {
            return Text.word("a value", value).equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        producer.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
