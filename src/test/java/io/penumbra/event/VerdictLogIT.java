package io.penumbra.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.embedded.TestKafka;
import io.penumbra.process.Background;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topic of verdicts on a broker: its writers and its webhook. */
class VerdictLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestKafka kafka;

    private String topic;

    @BeforeAll
    static void start() {
        kafka = new TestKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopic() {
        topic = "verdicts-" + UUID.randomUUID();
        kafka.create(topic, 1, Map.of("cleanup.policy", "compact"));
    }

    private VerdictLog open() {
        return VerdictLog.open(kafka.connection(), topic, topic);
    }

    private List<VerdictEvent> written() {
        return kafka.committed(topic).stream().map(VerdictRecords::read).toList();
    }

    private List<String> verdicts() {
        return written().stream().map(event -> event.data().verdict()).toList();
    }

    @Test
    void lastEventOfEachCandidateIsReadBack() {
        VerdictEvent first = Verdicts.event("1", "pruned-95", "inconclusive");
        VerdictEvent second = Verdicts.event("2", "pruned-95", "fail", Optional.of(first));
        VerdictEvent other = Verdicts.event("3", "int8", "pass");
        VerdictEvent forgotten = Verdicts.event("4", "forgotten", "pass");
        try (VerdictLog log = open()) {
            assertThat(log.last()).isEmpty();
            log.append(List.of(first, forgotten));
            log.append(List.of(second, other));
        }
        kafka.send(List.of(
                new ProducerRecord<>(topic, VerdictRecords.key("forgotten"), null),
                new ProducerRecord<>(topic, VerdictRecords.key("int8"), "no event".getBytes(StandardCharsets.UTF_8))));
        try (VerdictLog log = open()) {
            assertThat(log.last()).isEqualTo(Map.of("pruned-95", second, "int8", other));
        }
    }

    /** What was never committed, what is no verdict, and what somebody has had forgotten is no part of it. */
    @Test
    void everyInstanceReadsTheHistory() throws Exception {
        VerdictEvent first = Verdicts.event("1", "pruned-95", "inconclusive");
        VerdictEvent second = Verdicts.event("2", "pruned-95", "fail", Optional.of(first));
        VerdictEvent third = Verdicts.event("3", "pruned-95", "inconclusive", Optional.of(second));
        List<String> unreadable = new CopyOnWriteArrayList<>();
        var history = new VerdictHistory(topic, unreadable::add);
        assertThat(history.of("pruned-95")).isEmpty();
        try (VerdictLog log = open()) {
            log.append(List.of(first, Verdicts.event("4", "forgotten", "pass")));
            log.append(List.of(second));
        }
        kafka.send(List.of(
                new ProducerRecord<>(topic, VerdictRecords.key("forgotten"), null),
                new ProducerRecord<>(
                        topic, VerdictRecords.key("pruned-95"), "no event".getBytes(StandardCharsets.UTF_8)),
                new ProducerRecord<>(topic, VerdictRecords.key("int8"), new byte[0])));
        try (var dead = kafka.producer(Map.of("transactional.id", topic))) {
            dead.initTransactions();
            dead.beginTransaction();
            dead.send(VerdictRecords.write(topic, Verdicts.event("5", "pruned-95", "pass")));
            dead.flush();
            dead.abortTransaction();
        }
        try (var following = Background.start("verdict-history", () -> history.follow(kafka.connection()))) {
            await().atMost(PATIENCE).until(() -> history.of("pruned-95").size() == 2 && unreadable.size() == 2);
            try (VerdictLog log = open()) {
                log.append(List.of(third));
            }
            await().atMost(PATIENCE).until(() -> history.of("pruned-95").size() == 3);
        }
        assertThat(history.of("pruned-95")).containsExactly(third, second, first);
        assertThat(history.of("forgotten")).isEmpty();
    }

    @Test
    void writerThatWasShutOutWritesNothing() {
        try (VerdictLog zombie = open();
                VerdictLog successor = open()) {
            assertThatThrownBy(() -> zombie.append(List.of(Verdicts.event("1", "pruned-95", "fail"))))
                    .isInstanceOf(KafkaException.class);
            successor.append(List.of(Verdicts.event("2", "pruned-95", "pass")));
            assertThatThrownBy(() -> zombie.append(List.of(Verdicts.event("3", "pruned-95", "fail"))))
                    .isInstanceOf(KafkaException.class);
        }
        assertThat(written()).extracting(VerdictEvent::id).containsExactly("2");
    }

    @Test
    void unfinishedEventsOfAnEarlierWriterAreDropped() {
        try (var dead = kafka.producer(Map.of("transactional.id", topic))) {
            dead.initTransactions();
            dead.beginTransaction();
            dead.send(VerdictRecords.write(topic, Verdicts.event("1", "pruned-95", "fail")));
            dead.flush();
            try (VerdictLog log = open()) {
                assertThat(log.last()).isEmpty();
                log.append(List.of(Verdicts.event("2", "pruned-95", "pass")));
            }
        }
        assertThat(written()).extracting(VerdictEvent::id).containsExactly("2");
    }

    /** A view whose answers a test sets. */
    private static final class SetView implements View {
        private Snapshot snapshot;
        private boolean exports;
        private Instant asOf = Instant.EPOCH;

        @Override
        public Optional<Snapshot> snapshot() {
            return Optional.of(snapshot);
        }

        @Override
        public boolean exports() {
            return exports;
        }
    }

    private VerdictWriter writer(SetView view) {
        var changes = new Changes(
                Verdicts.GATE,
                Verdicts.SOURCE,
                Verdicts.CONSOLE,
                () -> UUID.randomUUID().toString());
        return new VerdictWriter(view, () -> Optional.of(view.asOf), changes, this::open, Verdicts.NOW::toEpochMilli);
    }

    private static void look(VerdictWriter writer, int times) {
        for (int i = 0; i < times; i++) {
            writer.look();
        }
    }

    @Test
    void instanceThatDoesNotExportWritesNothing() {
        var view = new SetView();
        view.snapshot = Verdicts.images(60, true).snapshot();
        view.asOf = Verdicts.NOW.plusSeconds(1);
        look(writer(view), 4);
        assertThat(written()).isEmpty();
        view.exports = true;
        look(writer(view), 4);
        assertThat(verdicts()).containsExactly("pass");
    }

    @Test
    void nothingIsDecidedOnAViewThatIsBehind() {
        var view = new SetView();
        view.exports = true;
        view.snapshot = Verdicts.images(1, true).snapshot();
        view.asOf = Verdicts.NOW; // not after the topic was opened
        VerdictWriter writer = writer(view);
        look(writer, 4);
        assertThat(written()).isEmpty();
        view.asOf = Verdicts.NOW.plusMillis(1);
        view.snapshot = Verdicts.images(60, true).snapshot();
        look(writer, 4);
        assertThat(verdicts()).containsExactly("pass");
    }

    /** The zombie still takes itself for the exporting instance, and sees less than its successor. */
    @Test
    void zombieWithAStaleViewWritesNothing() {
        var stale = new SetView();
        stale.exports = true;
        stale.snapshot = Verdicts.images(1, true).snapshot();
        stale.asOf = Verdicts.NOW.plusSeconds(1);
        VerdictWriter zombie = writer(stale);
        look(zombie, 4);
        var fresh = new SetView();
        fresh.exports = true;
        fresh.snapshot = Verdicts.images(60, true).snapshot();
        fresh.asOf = Verdicts.NOW.plusSeconds(1);
        VerdictWriter successor = writer(fresh);
        look(successor, 4);
        assertThat(verdicts()).containsExactly("inconclusive", "pass");

        stale.asOf = Verdicts.NOW; // it is behind what its successor wrote
        stale.snapshot = Verdicts.images(60, false).snapshot();
        look(zombie, 4);
        assertThat(verdicts()).containsExactly("inconclusive", "pass");

        look(successor, 4); // shut out by the zombie, it opens the topic again and goes on
        fresh.snapshot = Verdicts.images(60, false).snapshot();
        look(successor, 4);
        assertThat(verdicts()).containsExactly("inconclusive", "pass", "fail");
        assertChained();
    }

    /** Each event names the one before. */
    private void assertChained() {
        List<VerdictEvent> events = written();
        for (int i = 0; i < events.size(); i++) {
            Optional<VerdictData.Previous> before =
                    i == 0 ? Optional.empty() : Optional.of(events.get(i - 1).asPrevious());
            assertThat(events.get(i).data().previous()).isEqualTo(before);
        }
    }

    private Delivery delivery(Receiver receiver, List<Boolean> attempts) {
        var settings = new WebhookSettings(receiver.url(), Duration.ofSeconds(20), Optional.empty());
        return new Delivery(
                kafka.connection(),
                topic,
                topic + "-webhook",
                new Webhook(settings, Verdicts.NOW::toEpochMilli),
                attempts::add);
    }

    private static List<String> ids(Receiver receiver) {
        return receiver.requests().stream()
                .map(request -> request.headers().get("webhook-id"))
                .toList();
    }

    @Test
    void webhookRetriesInOrderAndGoesOnWhereItEnded() throws Exception {
        List<Boolean> attempts = new ArrayList<>();
        try (VerdictLog log = open();
                var receiver = new Receiver(n -> n == 0 || n == 1 ? 503 : 200)) {
            log.append(List.of(Verdicts.event("1", "pruned-95", "fail")));
            kafka.send(List.of(new ProducerRecord<>(topic, VerdictRecords.key("forgotten"), null)));
            try (var running = Background.start("webhook", delivery(receiver, attempts)::run)) {
                log.append(List.of(Verdicts.event("2", "pruned-95", "pass")));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ids(receiver)).containsExactly("1", "1", "1", "2"));
                await().atMost(PATIENCE).until(() -> attempts.size() == 4);
                await().atMost(PATIENCE).until(() -> kafka.lag(topic + "-webhook", topic) <= 1); // the marker
            }
            assertThat(attempts).containsExactly(false, false, true, true);
            log.append(List.of(Verdicts.event("3", "pruned-95", "fail")));
            try (var running = Background.start("webhook", delivery(receiver, attempts)::run)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ids(receiver)).containsExactly("1", "1", "1", "2", "3"));
            }
        }
    }

    @Test
    void eventThatWasNotTakenIsPostedByTheNextInstance() throws Exception {
        List<Boolean> attempts = new ArrayList<>();
        try (VerdictLog log = open();
                var receiver = new Receiver(n -> n == 0 ? 500 : 200)) {
            log.append(List.of(Verdicts.event("1", CountedImages.CANDIDATE, "fail")));
            try (var first = Background.start("webhook", delivery(receiver, attempts)::run)) {
                await().atMost(PATIENCE).until(() -> attempts.size() == 1);
            }
            try (var second = Background.start("webhook", delivery(receiver, attempts)::run)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ids(receiver)).startsWith("1", "1"));
            }
        }
    }
}
