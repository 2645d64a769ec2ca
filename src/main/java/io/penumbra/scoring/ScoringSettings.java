package io.penumbra.scoring;

import io.penumbra.image.ImageFormat;
import java.util.Map;

/**
 * The settings of the scoring loop.
 *
 * @param connection the settings of every Kafka client: servers, TLS, SASL
 * @param format how images stand in the records of {@code imagesTopic}
 * @param group the consumer group, whose members share the partitions of the images
 * @param transactionalId unique to this instance and the same after a restart, so that a transaction it left open is
 *     ended at once
 * @param batch most images scored at once
 */
public record ScoringSettings(
        Map<String, Object> connection,
        String imagesTopic,
        ImageFormat format,
        String scoresTopic,
        String deadLetterTopic,
        String group,
        String transactionalId,
        int batch) {
    public ScoringSettings {
        connection = Map.copyOf(connection);
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1 image: " + batch);
        }
    }
}
