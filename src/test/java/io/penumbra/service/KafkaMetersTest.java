package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KafkaMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    KafkaMetersTest() {
        KafkaMeters.keep(registry, Set.of("penumbra.images"));
    }

    private void lag(String topic) {
        registry.gauge("kafka.consumer.fetch.manager.records.lag", Tags.of("topic", topic), 7);
    }

    @Test
    void topicIsMeteredOnceThoughKafkaNamesItTwice() {
        lag("penumbra.images");
        lag("penumbra_images");
        assertThat(registry.getMeters())
                .singleElement()
                .satisfies(meter -> assertThat(meter.getId().getTags())
                        .isEqualTo(Tags.of("topic", "penumbra.images").stream().toList()));
    }

    @Test
    void figuresThatNobodyAsksForAreDenied() {
        registry.gauge("kafka.consumer.node.request.latency.avg", 1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void whatIsNotKafkasStays() {
        registry.gauge("jvm.memory.used", 1);
        assertThat(registry.getMeters()).hasSize(1);
    }
}
