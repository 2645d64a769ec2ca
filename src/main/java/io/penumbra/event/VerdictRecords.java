package io.penumbra.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as Kafka records: CloudEvents 1.0, Kafka protocol binding, binary mode. The key is the candidate. */
final class VerdictRecords {
    /** The topic has one partition, so that all changes have one order. */
    static final int PARTITION = 0;

    private VerdictRecords() {}

    static ProducerRecord<byte[], byte[]> write(String topic, VerdictEvent event) {
        CloudEvent cloudEvent = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(event.source())
                .withType(VerdictEvent.TYPE)
                .withSubject(event.candidate())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withData(EventJson.DATA, VerdictEvent.SCHEMA, EventJson.data(event.data()))
                .build();
        return KafkaMessageFactory.createWriter(topic, PARTITION, key(event.candidate()))
                .writeBinary(cloudEvent);
    }

    static byte[] key(String candidate) {
        return candidate.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if the record is not the event of a verdict */
    static VerdictEvent read(ConsumerRecord<byte[], byte[]> record) {
        CloudEvent event;
        try {
            event = KafkaMessageFactory.createReader(record).toEvent();
        } catch (CloudEventRWException | IllegalStateException | NullPointerException e) {
            // the SDK throws the second for a missing attribute, and the third for a header without a value
            throw new IllegalArgumentException("it is not a CloudEvent in binary mode: " + e.getMessage(), e);
        }
        if (!event.getType().equals(VerdictEvent.TYPE)) {
            throw new IllegalArgumentException("its type is '" + event.getType() + "', expected " + VerdictEvent.TYPE);
        }
        OffsetDateTime time = event.getTime();
        CloudEventData data = event.getData();
        if (time == null || data == null) {
            throw new IllegalArgumentException("it has no " + (time == null ? "time" : "data"));
        }
        return new VerdictEvent(event.getId(), event.getSource(), time.toInstant(), EventJson.data(data.toBytes()));
    }
}
