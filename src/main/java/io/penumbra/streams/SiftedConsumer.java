package io.penumbra.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that leaves out the records that Kafka Streams cannot take, before it sees them. It also tells how far it
 * has come, and begins anew where its topic did.
 */
final class SiftedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final Sieve sieve;
    private final LeftOut leftOut;
    private final Positions positions;
    private final Rewinds rewinds;

    SiftedConsumer(Map<String, Object> config, Sieve sieve, LeftOut leftOut, Positions positions, Rewinds rewinds) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.sieve = sieve;
        this.leftOut = leftOut;
        this.positions = positions;
        this.rewinds = rewinds;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> polled = rewind(super.poll(timeout));
        tellPositions();
        return sift(polled);
    }

    /** Takes the partitions that are due to their beginning, and what was read of them out of the records. */
    private ConsumerRecords<byte[], byte[]> rewind(ConsumerRecords<byte[], byte[]> polled) {
        List<TopicPartition> due = assignment().stream().filter(rewinds::isDue).toList();
        if (due.isEmpty()) {
            return polled;
        }
        seekToBeginning(due);
        var kept = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        polled.partitions().forEach(partition -> kept.put(partition, polled.records(partition)));
        kept.keySet().removeAll(due);
        var offsets = new HashMap<>(polled.nextOffsets());
        offsets.keySet().removeAll(due);
        return new ConsumerRecords<>(kept, offsets);
    }

    private void tellPositions() {
        var now = new HashMap<TopicPartition, OptionalLong>();
        for (TopicPartition partition : assignment()) {
            now.put(partition, positionNow(partition));
        }
        positions.tell(this, now);
    }

    private OptionalLong positionNow(TopicPartition partition) {
        try {
            return OptionalLong.of(position(partition, Duration.ZERO));
        } catch (KafkaException e) { // to fail here would lose what was polled; the next poll fails as it must
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        positions.forget(this);
        super.close();
    }

    @Override
    public void close(CloseOptions options) {
        positions.forget(this);
        super.close(options);
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
