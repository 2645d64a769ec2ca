package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.ClaimTopic;
import io.penumbra.audit.Claims;
import io.penumbra.audit.Refused;
import io.penumbra.counts.ScoredImages;
import io.penumbra.embedded.TestKafka;
import io.penumbra.process.TopicWriter;
import io.penumbra.wire.AuditWire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who ask different instances never get the same image. */
class ClaimsIT {
    private final TestKafka kafka = new TestKafka();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<AuditImage> queue = IntStream.range(0, 120)
            .mapToObj(i -> new AuditImage("image-" + i, 0, ScoredImages.flip(), Optional.empty(), Optional.empty()))
            .toList();

    @BeforeEach
    void makeTopics() {
        for (String topic : List.of("scores", "labels")) {
            kafka.create(topic, 2, Map.of());
        }
        for (String topic : List.of(
                "tallies", "exemplars", "references", "flips", "claims", "forgotten", "scores.dlq", "labels.dlq")) {
            kafka.create(topic, 1, Map.of());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        kafka.close();
    }

    private Claims instance(String name, Path state) throws Exception {
        TallyStreams tally = tally(name, state);
        var writer = new TopicWriter();
        open.add(writer.open(kafka.connection()));
        return new Claims(
                new ClaimTopic("claims", writer, tally::claimed, System::currentTimeMillis), System::currentTimeMillis);
    }

    private TallyStreams tally(String name, Path state) {
        var tally = new TallyStreams(TallyListener.SILENT, System::currentTimeMillis);
        var labels = new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(7));
        tally.open(
                Scores.settings(5, Optional.of(labels)),
                Tally.properties(
                        kafka.connection(), "tally", name, state.resolve(name).toString(), 1),
                false,
                streams -> () -> {},
                why -> {});
        open.add(tally);
        tally.start();
        return tally;
    }

    private static List<String> ask(Claims claims, String who, List<AuditImage> queue) {
        while (true) {
            try {
                return claims.claim(who, queue, 10).stream().map(AuditImage::id).toList();
            } catch (Refused othersWereFaster) {
                assertThat(othersWereFaster).hasMessageContaining("others took the images first");
            }
        }
    }

    @Test
    void twoInstancesGiveAnImageToOnePersonAlone(@TempDir Path state) throws Exception {
        List<Claims> instances = List.of(instance("a", state), instance("b", state));
        var people = Executors.newFixedThreadPool(6);
        var asked = new ArrayList<Future<List<String>>>();
        for (int person = 0; person < 12; person++) {
            String who = "person-" + person;
            Claims claims = instances.get(person % 2);
            Callable<List<String>> asks = () -> ask(claims, who, queue);
            asked.add(people.submit(asks));
        }
        var given = new ArrayList<String>();
        for (Future<List<String>> each : asked) {
            given.addAll(each.get());
        }
        people.shutdown();
        assertThat(given).hasSize(queue.size()).doesNotHaveDuplicates();
        // an instance that starts later knows it, and so does the other one for the same person
        Claims later = instance("c", state);
        assertThat(ask(later, "late", queue)).isEmpty();
        assertThat(ask(later, "person-0", queue))
                .containsExactlyInAnyOrderElementsOf(asked.get(0).get());
    }

    /** As a task leaves them that was reset. */
    @Test
    void anImageWhoseWaitIsOverIsNotKept(@TempDir Path state) {
        long nowMs = System.currentTimeMillis();
        for (int days : new int[] {6, 8}) {
            var image = new AuditImage(
                    days + " days",
                    nowMs - Duration.ofDays(days).toMillis(),
                    ScoredImages.flip(),
                    Optional.empty(),
                    Optional.empty());
            byte[] value = AuditWire.images().serializer().serialize("flips", image);
            kafka.send(List.of(
                    new ProducerRecord<>("flips", AuditStore.key(image.id()).getBytes(UTF_8), value)));
        }
        TallyStreams tally = tally("a", state);
        assertThat(tally.flips().orElseThrow()).extracting(AuditImage::id).containsExactly("6 days");
        assertThat(tally.flip("6 days")).isPresent();
        assertThat(tally.flip("8 days")).isEmpty();
    }
}
