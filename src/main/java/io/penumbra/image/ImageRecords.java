package io.penumbra.image;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes image events to Kafka records: CloudEvents 1.0, Kafka protocol binding, binary mode. */
public final class ImageRecords {

    /** The CloudEvents type of an image event. */
    public static final String TYPE = "io.penumbra.image.v1";

    private ImageRecords() {}

    /**
     * Makes a record with the id as key. The producer sets the record's timestamp, so that retention follows the time
     * of sending and not the event time.
     *
     * @param source the CloudEvents source: the sender
     */
    public static ProducerRecord<byte[], byte[]> write(String topic, URI source, ImageEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(source)
                .withType(TYPE)
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withData(event.contentType(), event.array());
        event.label().ifPresent(label -> builder.withExtension("label", label));
        if (!event.subgroups().isEmpty()) {
            builder.withExtension("subgroups", SubgroupHeader.format(event.subgroups()));
        }
        CloudEvent cloudEvent = builder.build();
        byte[] key = event.id().getBytes(StandardCharsets.UTF_8);
        return KafkaMessageFactory.createWriter(topic, key).writeBinary(cloudEvent);
    }
}
