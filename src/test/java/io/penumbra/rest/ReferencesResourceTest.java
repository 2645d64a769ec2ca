package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.penumbra.access.AccessLog;
import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.View;
import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.KeptReferences;
import io.penumbra.drift.Level;
import io.penumbra.drift.Reference;
import io.penumbra.drift.ReferenceJson;
import io.penumbra.drift.ReferenceMeasure;
import io.penumbra.drift.StreamDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesResourceTest {
    private static final String PRUNED = CountedImages.CANDIDATE;
    private static final long START = Instant.parse("2026-05-06T07:00:00Z").toEpochMilli();
    private static final DriftSettings SETTINGS = DriftSettings.DEFAULT.withReferencePeriod(Duration.ofMinutes(5));

    private final Snapshot snapshot = snapshot();
    /** The topic of references, as it is read. */
    private final Map<String, byte[]> topic = new HashMap<>();

    private final KeptReferences book =
            new KeptReferences("penumbra.references", () -> Optional.of(Map.copyOf(topic)), unreadable -> {});

    private final Producer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                    if (record.value() == null) {
                        topic.remove(record.key());
                    } else {
                        topic.put(record.key(), record.value());
                    }
                    return super.send(record);
                }
            };

    private final View view = new View() {
        @Override
        public Optional<Snapshot> snapshot() {
            return Optional.of(snapshot);
        }

        @Override
        public boolean exports() {
            return true;
        }
    };

    private final StreamDrift drift = new StreamDrift(view, book, SETTINGS);
    private final ReferencesResource references =
            new ReferencesResource(view, book, drift, new AccessLog(() -> "ada", () -> "127.0.0.1", () -> 0));
    private final DriftResource drifts = new DriftResource(view, drift);

    ReferencesResourceTest() {
        book.open(producer);
    }

    /** Twenty minutes of ten images, of which one flips. */
    private static Snapshot snapshot() {
        var images = new CountedImages(3);
        for (int i = 0; i < 200; i++) {
            images.add(
                    START + i / 10 * 60_000,
                    i % 2 == 0 ? "male" : "female",
                    i % 3 == 0 ? null : "blond",
                    3,
                    i % 10 == 0 ? 0 : 2);
        }
        return images.snapshot();
    }

    private void measure() {
        for (String model : List.of("full", PRUNED)) {
            Reference measured = ReferenceMeasure.automatic(snapshot, model, Duration.ofMinutes(5))
                    .orElseThrow();
            assertThat(book.keep(measured)).isEmpty();
            // as it comes back from the topic
            assertThat(book.references().orElseThrow().automatic()).containsEntry(model, measured);
        }
    }

    /** The one series, by the detector that looks back a day. */
    private static DriftAnswer only(DriftResource.Drifts found) {
        List<DriftAnswer> day = found.series().stream()
                .filter(each -> each.horizon().equals("24h"))
                .toList();
        assertThat(day).hasSize(1);
        return day.get(0);
    }

    private NoAnswer refused(String model, String body) {
        NoAnswer refused = catchThrowableOfType(NoAnswer.class, () -> references.put(model, body));
        assertThat(book.references().orElseThrow().put()).isEmpty();
        return refused;
    }

    @Test
    void withoutAReferenceTheReasonIsTold() {
        assertThat(references.references().data()).hasSize(2).allSatisfy(used -> {
            assertThat(used.reference()).isEmpty();
            assertThat(used.reason().orElseThrow()).contains("2026-05-06T07:00:00Z to 2026-05-06T07:05:00Z");
        });
        DriftAnswer men = only(drifts.drift(Optional.of(PRUNED), Optional.of("sex=male"), Optional.of("disagreement"))
                .data());
        assertThat(men.statistic()).isEmpty();
        assertThat(men.alarm()).isFalse();
        assertThat(men.reason()).isPresent();
    }

    @Test
    void automaticReferenceIsShownAndUsed() {
        measure();
        ReferenceJson reference =
                references.reference(PRUNED).data().reference().orElseThrow();
        assertThat(reference.origin()).isEqualTo("automatic");
        assertThat(reference.to()).contains(Instant.parse("2026-05-06T07:05:00Z"));
        // 5 of 25, Wilson, by a program of its own
        assertThat(reference
                        .subgroups()
                        .get("sex=male")
                        .disagreement()
                        .orElseThrow()
                        .upper())
                .isBetween(0.391, 0.392);
        DriftAnswer men = only(drifts.drift(Optional.of(PRUNED), Optional.of("sex=male"), Optional.of("disagreement"))
                .data());
        assertThat(men.panes()).contains(15L);
        assertThat(men.watched()).hasSize(1);
        assertThat(men.watched().get(0).margin()).isBetween(0.401, 0.402);
        assertThat(men.reason()).isEmpty();
        assertThat(only(drifts.drift(Optional.of("full"), Optional.of("sex=male"), Optional.of("subgroup_share"))
                                .data())
                        .watched())
                .extracting(DriftAnswer.Direction::direction)
                .containsExactly("rise", "fall");
    }

    @Test
    void periodThatIsPutIsMeasuredAndWinsUntilItIsDeleted() {
        measure();
        references.put(
                PRUNED,
                "{\"from\": \"2026-05-06T07:10:30Z\", \"to\": \"2026-05-06T09:15:00+02:00\", \"tolerance\": 0.2}");
        ReferenceJson reference =
                references.reference(PRUNED).data().reference().orElseThrow();
        assertThat(reference.origin()).isEqualTo("put");
        assertThat(reference.from()).contains(Instant.parse("2026-05-06T07:10:00Z"));
        assertThat(reference.to()).contains(Instant.parse("2026-05-06T07:15:00Z"));
        assertThat(reference.tolerance()).hasValue(0.2);
        DriftAnswer men = only(drifts.drift(Optional.of(PRUNED), Optional.of("sex=male"), Optional.of("disagreement"))
                .data());
        assertThat(men.panes()).contains(5L);
        assertThat(men.watched().get(0).margin()).isBetween(0.591, 0.592);
        references.delete(PRUNED);
        assertThat(references.reference(PRUNED).data().reference().orElseThrow().origin())
                .isEqualTo("automatic");
    }

    @Test
    void numbersThatArePutHoldForTheirSeriesAlone() {
        references.put(
                PRUNED,
                "{\"subgroups\": {\"sex=male\": {\"disagreement\": 0.05, \"predicted_class_share\": {\"blond\": 0.9}}}}");
        assertThat(book.references()
                        .orElseThrow()
                        .put()
                        .get(PRUNED)
                        .subgroups()
                        .get(Subgroup.named("sex=male"))
                        .disagreement())
                .contains(Level.given(0.05));
        List<DriftAnswer> all = drifts.drift(Optional.of(PRUNED), Optional.empty(), Optional.empty())
                .data()
                .series();
        assertThat(all.stream().filter(each -> each.statistic().isPresent()))
                .extracting(DriftAnswer::subgroup, DriftAnswer::kind)
                .containsExactly(
                        tuple("sex=male", "disagreement"),
                        tuple("sex=male", "disagreement"),
                        tuple("sex=male", "predicted_class_share"),
                        tuple("sex=male", "predicted_class_share"));
        assertThat(all.stream().filter(each -> each.statistic().isEmpty()))
                .allSatisfy(each -> assertThat(each.reason().orElseThrow()).contains("has no number for"));
        // 20 of 100 where 0.06 is allowed
        assertThat(all.stream()
                        .filter(each -> each.statistic().isPresent())
                        .findFirst()
                        .orElseThrow()
                        .statistic()
                        .orElseThrow())
                .isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the body is",
                "[1] | the body is of type array, expected a period",
                "{\"from\": | not JSON",
                "{} | the body has neither a period nor numbers, expected either a period",
                "{\"from\": \"2026-05-06T07:00:00Z\"} | to is missing, expected a time",
                "{\"from\": \"yesterday\", \"to\": \"2026-05-06T07:05:00Z\"} | from is \"yesterday\", expected a time of the years 1 to 9999, such as 2026-01-31T12:00:00Z",
                "{\"from\": \"2026-05-06T07:05:00Z\", \"to\": \"2026-05-06T07:05:00Z\"} | expected the start before the end",
                "{\"from\": \"2026-05-06T07:05:00Z\", \"to\": \"2026-05-06T07:25:00Z\"} | after the start of the newest pane",
                "{\"from\": \"2026-05-06T06:05:00Z\", \"to\": \"2026-05-06T07:05:00Z\"} | before the oldest kept pane",
                "{\"from\": \"2026-05-06T07:00:00Z\", \"to\": \"2026-05-06T07:05:00Z\", \"subgroups\": {}} | the body has both a period and numbers, expected either a period",
                "{\"subgroups\": {}} | subgroups is {}, expected numbers",
                "{\"subgroups\": {\"men\": {\"harm\": 0}}} | 'men'",
                "{\"subgroups\": {\"sex=man\": {\"harm\": 0}}} | no image of subgroup 'sex=man'",
                "{\"subgroups\": {\"sex=male\": {\"disagrement\": 0}}} | has 'disagrement'",
                "{\"subgroups\": {\"sex=male\": {\"subgroup_share\": 0.5}}} | has 'subgroup_share'",
                "{\"subgroups\": {\"sex=male\": {\"disagreement\": \"low\"}}} | disagreement is \"low\", expected a finite number",
                "{\"subgroups\": {\"sex=male\": {\"harm\": 1e999}}} | harm is \"Infinity\", expected a finite number",
                "{\"subgroups\": {\"sex=male\": {\"harm\": 0}}, \"tolerance\": -1e999} | expected a finite number",
                "{\"subgroups\": {\"sex=male\": {\"harm\": 0}}} {} | not JSON",
                "{\"subgroups\": {\"sex=male\": {\"harm\": 0}}, \"subgroups\": {}} | not JSON: Duplicate field",
                "{\"from\": \"+999999999-12-31T23:59:59Z\", \"to\": \"2026-05-06T07:05:00Z\"} | of the years 1 to 9999",
                "{\"from\": \"-999999999-01-01T00:00:00Z\", \"to\": \"2026-05-06T07:05:00Z\"} | of the years 1 to 9999",
                "{\"from\": \"2026-05-06T07:00:00Z\", \"to\": \"+300000000-01-01T00:00:00Z\"} | of the years 1 to 9999",
                "{\"from\": \"2026-05-06T07:00:00Z\", \"to\": \"9999-12-31T23:59:59.999999999Z\"} | of the years 1 to 9999",
                "{\"from\": \"2026-05-06T07:00:00Z\", \"to\": \"9999-12-31T23:59:59Z\"} | after the start of the newest pane",
                "{\"subgroups\": {\"sex=male\": {\"disagreement\": -0.5}}} | is -0.5, expected 0 to 1",
                "{\"subgroups\": {\"sex=male\": {\"predicted_class_share\": {\"red\": 0.5}}}} | has 'red'",
                "{\"subgroups\": {\"sex=male\": {\"harm\": 0}}, \"tolerance\": 1.5} | tolerance is 1.5, expected at least 0 and below 1",
                "{\"subgroups\": {\"sex=male\": {\"harm\": 0}}, \"tolerence\": 0.5} | has 'tolerence'"
            })
    void wrongBodyIsRefusedWithTheThingAndItsValue(String body, String message) {
        NoAnswer refused = refused(PRUNED, body);
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        assertThat(refused).hasMessageContaining(message);
    }

    @Test
    void unknownModelIsNotFoundAmongTheKnown() {
        NoAnswer refused = refused("pruned-59", "{\"subgroups\": {}}");
        assertThat(refused.getResponse().getStatus()).isEqualTo(404);
        assertThat(refused).hasMessageContaining("'pruned-59'").hasMessageContaining("[full, pruned]");
    }

    @Test
    void driftOfNothingThatIsThereIsRefused() {
        measure();
        NoAnswer kind = catchThrowableOfType(
                NoAnswer.class, () -> drifts.drift(Optional.empty(), Optional.empty(), Optional.of("mood")));
        assertThat(kind.getResponse().getStatus()).isEqualTo(400);
        assertThat(kind).hasMessageContaining("'mood'").hasMessageContaining("subgroup_share");
        NoAnswer subgroup = catchThrowableOfType(
                NoAnswer.class, () -> drifts.drift(Optional.empty(), Optional.of("sex=man"), Optional.empty()));
        assertThat(subgroup.getResponse().getStatus()).isEqualTo(404);
        assertThat(subgroup).hasMessageContaining("'sex=man'").hasMessageContaining("sex=male");
    }
}
