package io.penumbra.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that leaves out the records that Kafka Streams cannot take, before it sees them. It also tells how far it
 * has come.
 */
final class SiftedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final Sieve sieve;
    private final LeftOut leftOut;
    private final Positions positions;

    SiftedConsumer(Map<String, Object> config, Sieve sieve, LeftOut leftOut, Positions positions) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.sieve = sieve;
        this.leftOut = leftOut;
        this.positions = positions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        tellPositions();
        return sift(polled);
    }

    private void tellPositions() {
        for (TopicPartition partition : assignment()) {
            try {
                positions.at(partition, position(partition, Duration.ZERO));
            } catch (TimeoutException e) {
                positions.lost(partition);
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> sift(ConsumerRecords<byte[], byte[]> polled) {
        var kept = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        int count = 0;
        for (TopicPartition partition : polled.partitions()) {
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                if (passes(record)) {
                    records.add(record);
                }
            }
            kept.put(partition, records);
            count += records.size();
        }
        return count == polled.count() ? polled : new ConsumerRecords<>(kept, polled.nextOffsets());
    }

    private boolean passes(ConsumerRecord<byte[], byte[]> record) {
        try {
            sieve.check(record);
            return true;
        } catch (IllegalArgumentException e) {
            leftOut.leaveOut(
                    record.topic(),
                    "the record at " + record.topic() + "-" + record.partition() + "@" + record.offset(),
                    String.valueOf(e.getMessage()));
            return false;
        }
    }
}
