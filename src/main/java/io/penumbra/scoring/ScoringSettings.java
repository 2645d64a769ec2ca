package io.penumbra.scoring;

import java.util.Map;

/**
 * What the scoring loop has to know.
 *
 * @param connection the settings of every Kafka client: servers, TLS, SASL
 * @param group the consumer group, over which the partitions of the images are spread
 * @param transactionalId of this instance alone; the same after a restart, so that a transaction it left open is ended at once
 * @param batch most images scored at once
 */
public record ScoringSettings(
        Map<String, Object> connection,
        String imagesTopic,
        String scoresTopic,
        String deadLetterTopic,
        String group,
        String transactionalId,
        int batch) {
    public ScoringSettings {
        connection = Map.copyOf(connection);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least one image, not " + batch);
        }
    }
}
