package io.penumbra.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.dataset.Partition;
import io.penumbra.dataset.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaterLabelsTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void imagesGoWithoutTheirLabelsAndLabelsFollow(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("face-1.jpg"), new byte[] {1});
        var sample = new Sample("face-1", file, "blond", Map.of("sex", "male"), Partition.TEST);
        try (var labels = new LaterLabels(producer, "labels", Duration.ofMillis(1))) {
            Sample sent = labels.unlabelled(sample);
            assertThat(sent.event(Instant.EPOCH).label()).isEmpty();
            assertThat(sent.event(Instant.EPOCH).subgroups()).isEqualTo(Map.of("sex", "male"));
            assertThat(sample.event(Instant.EPOCH).label()).contains("blond");
        }

        assertThat(producer.history()).hasSize(1);
        var label = producer.history().get(0);
        assertThat(label.topic()).isEqualTo("labels");
        assertThat(label.key()).asString(StandardCharsets.UTF_8).isEqualTo("face-1");
        assertThat(label.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"label\":\"blond\"}");
    }
}
