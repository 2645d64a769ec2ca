package io.penumbra.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penumbra.process.Failure;
import io.penumbra.process.TopicWriter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes chosen labels to the topic of labels. */
public final class LabelTopic {
    private static final JsonMapper JSON = new JsonMapper();

    private final String topic;
    private final TopicWriter writer;

    /** @param topic the topic of labels */
    public LabelTopic(String topic, TopicWriter writer) {
        this.topic = topic;
        this.writer = writer;
    }

    /**
     * Says what an image shows.
     *
     * @param label the class; empty to take the chosen label back
     * @throws Failure if it is not written; the message says why
     */
    void write(AuditImage image, Optional<String> label, String by, Optional<String> note) {
        ObjectNode value =
                JSON.createObjectNode().put("label", label.orElse(null)).put("chosen", image.chosen());
        value.put("by", by);
        note.ifPresent(text -> value.put("note", text));
        writer.write(List.of(new ProducerRecord<>(
                topic, image.id().getBytes(UTF_8), value.toString().getBytes(UTF_8))));
    }
}
