package io.penumbra.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.avatar.Avatars;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.model.ColourModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of plain pictures is scored, shown and forgotten by a service that is told its format. */
class PlainPicturesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String IMAGES = "photos";
    private static final int COUNT = 60;

    @TempDir
    private Path folder;

    /** The key is that of a camera, not of an image. */
    private static ProducerRecord<byte[], byte[]> picture(Sample sample) {
        var record = new ProducerRecord<>(IMAGES, "camera-7".getBytes(UTF_8), sample.read());
        record.headers().add("Class", sample.label().getBytes(UTF_8));
        record.headers().add("subgroups", ("sex = " + sample.subgroups().get("sex")).getBytes(UTF_8));
        return record;
    }

    private static double scored(PenumbraProcess service, String subgroup) {
        return service.metrics()
                .value("penumbra_labelled_images", Map.of("subgroup", subgroup, "window", "version"))
                .orElse(0);
    }

    @Test
    void theyAreScoredShownAndForgottenByTheirPlace() throws Exception {
        Avatars.write(folder.resolve("avatars"), 78, 1, COUNT, Split.TEST_ONLY, written -> {});
        List<Sample> samples = CelebA.open(folder.resolve("avatars")).samples().toList();
        Path models = ColourModels.layOutForAvatars(Files.createDirectory(folder.resolve("models")));
        try (var kafka = new TestKafka()) {
            kafka.create(IMAGES, 1, Map.of("cleanup.policy", "compact"));
            kafka.send(samples.stream().map(PlainPicturesIT::picture).toList());
            try (var service = PenumbraProcess.start(
                    Map.of(
                            "kafka.bootstrap.servers",
                            kafka.bootstrapServers(),
                            "penumbra.models",
                            models.toString(),
                            "penumbra.topics.images",
                            IMAGES,
                            "penumbra.images.format",
                            "raw",
                            "penumbra.images.raw.label",
                            "class",
                            "penumbra.tally.state-dir",
                            folder.resolve("state").toString()),
                    "serve")) {
                await().atMost(PATIENCE).until(() -> scored(service, "all") == COUNT);
                long men = samples.stream()
                        .filter(sample -> "male".equals(sample.subgroups().get("sex")))
                        .count();
                assertThat(scored(service, "sex=male")).isEqualTo(men);

                String exemplars = "/api/v1/exemplars?candidate=pruned&percentile=1";
                await().atMost(PATIENCE)
                        .until(() -> service.rest(exemplars)
                                .map(answer -> answer.body().contains(IMAGES + "-0-"))
                                .orElse(false));
                Matcher first = Pattern.compile(IMAGES + "-0-(\\d+)")
                        .matcher(service.rest(exemplars).orElseThrow().body());
                assertThat(first.find()).isTrue();
                String picture = "/api/v1/exemplars/" + IMAGES + "/0/" + first.group(1) + "/image";
                assertThat(service.fetch(picture).statusCode()).isEqualTo(200);

                String done = service.post("/api/v1/forget", "{\"ids\": [\"" + first.group() + "\"]}")
                        .body();
                assertThat(done).contains("kept for ever by its cleanup.policy=compact, because no later record has");
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                    assertThat(service.rest(exemplars).orElseThrow().body())
                            .doesNotContain("\"" + first.group() + "\"");
                    assertThat(service.fetch(picture).statusCode()).isEqualTo(404);
                });
                assertThat(kafka.committed(IMAGES)).as("no tombstone").hasSize(COUNT);
            }
        }
    }
}
