package io.penumbra.tally;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penumbra.wire.v1.Score;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code labels} as somebody sends it, and what the scores of a topic come to be with all of them: in the most simple way, and
 * without any code of the tally.
 *
 * @param label null takes the labels before back
 */
public record SentLabel(String id, @Nullable String label, Map<String, String> subgroups) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static SentLabel of(String id, String label) {
        return new SentLabel(id, label, Map.of());
    }

    public static SentLabel withdrawing(String id) {
        return new SentLabel(id, null, Map.of());
    }

    public byte @Nullable [] value() {
        if (label == null) {
            return null;
        }
        ObjectNode object = JSON.createObjectNode().put("label", label);
        if (!subgroups.isEmpty()) {
            object.set("subgroups", JSON.valueToTree(subgroups));
        }
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }

    public ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value());
    }

    /**
     * The images as they count: each once under each lineup, as its first score has it, with the last label of its id that is one of the
     * classes, or the first that a score of its brought.
     *
     * @param scores in the order of their topic
     * @param labels in the order of theirs
     */
    public static List<Score> applied(List<Score> scores, List<SentLabel> labels) {
        var images = new LinkedHashMap<List<Object>, Score>();
        for (Score score : scores) {
            images.merge(
                    List.of(score.getImageId(), score.getLineup()),
                    score,
                    (first, again) -> first.getLabel().isEmpty()
                            ? first.toBuilder().setLabel(again.getLabel()).build()
                            : first);
        }
        var last = new HashMap<String, SentLabel>();
        for (SentLabel label : labels) {
            if (label.label() == null) {
                last.remove(label.id());
            } else if (scores.stream()
                    .filter(score -> score.getImageId().equals(label.id()))
                    .anyMatch(score -> score.getLineup().getClassesList().contains(label.label()))) {
                last.put(label.id(), label);
            }
        }
        var applied = new ArrayList<Score>();
        for (Score score : images.values()) {
            SentLabel label = last.get(score.getImageId());
            applied.add(
                    label == null
                            ? score
                            : score.toBuilder()
                                    .setLabel(label.label())
                                    .putAllSubgroups(label.subgroups())
                                    .build());
        }
        return applied;
    }
}
