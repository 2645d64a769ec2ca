package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.AuditImage;
import io.penumbra.counts.Cell;
import io.penumbra.counts.Figures;
import io.penumbra.counts.TallyKey;
import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.Score;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tally keeps of an image that is forgotten: what was counted, and nothing that names it. */
class ForgetTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Duration WAIT = Duration.ofDays(2);
    private static final String LABEL = "{\"label\": \"blond\"}";
    private static final String CHOSEN = "{\"label\": \"blond\", \"chosen\": \"flip\", \"by\": \"ada\"}";
    /** Of the tally's own topics and changelogs, by what is left in them after compaction. */
    private static final List<String> COMPACTED = List.of(
            "flips",
            "exemplars",
            "tally-flips-changelog",
            "tally-exemplars-changelog",
            "tally-images-26-changelog",
            "tally-early-labels-26-changelog");

    @TempDir
    private Path folder;

    private int tallies;

    /** A tally, and what is left of what it wrote. */
    private final class Running implements AutoCloseable {
        private final Map<LabelOutcome, Integer> outcomes = new EnumMap<>(LabelOutcome.class);
        private final List<String> unreadable = new ArrayList<>();
        private final CellView view = new CellView();
        private final ForgottenView forgotten = new ForgottenView();
        private final TopologyTestDriver driver;
        private final Map<String, Map<String, String>> compacted = new TreeMap<>();
        private int duplicates;
        private int refused;
        private long waiting;

        Running() {
            var listener = new TallyListener() {
                @Override
                public void label(LabelOutcome outcome) {
                    outcomes.merge(outcome, 1, Integer::sum);
                }

                @Override
                public void duplicate() {
                    duplicates++;
                }

                @Override
                public void malformed() {
                    refused++;
                }

                @Override
                public void unreadable(String topic) {
                    unreadable.add(topic);
                }

                @Override
                public void waitingLabels(long more) {
                    waiting += more;
                }
            };
            driver = new TopologyTestDriver(
                    Tally.topology(
                            Scores.settings(5, Optional.of(new TallySettings.Labels("labels", "labels.dlq", WAIT))),
                            listener,
                            new LeftOut(listener::unreadable, System::nanoTime),
                            view,
                            forgotten),
                    Tally.properties(
                            Map.of("bootstrap.servers", "none:1"),
                            "tally",
                            "a",
                            folder.resolve("state-" + tallies++).toString(),
                            1),
                    Instant.ofEpochMilli(NOW));
        }

        private void pipe(String topic, byte[] key, byte @Nullable [] value) {
            driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(key, value);
        }

        private void score(Score score) {
            pipe("scores", score.getImageId().getBytes(UTF_8), score.toByteArray());
        }

        private void say(String id, @Nullable String json) {
            pipe("labels", id.getBytes(UTF_8), json == null ? null : json.getBytes(UTF_8));
        }

        private void forget(String id) {
            pipe("forgotten", ImageKey.of(id).hex().getBytes(US_ASCII), "{}".getBytes(UTF_8));
        }

        private void pass(Duration time) {
            driver.advanceWallClockTime(time);
            driver.producedTopicNames().forEach(topic -> {
                var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Map<String, String> last = compacted.computeIfAbsent(topic, absent -> new TreeMap<>());
                output.readRecordsToList().forEach(record -> {
                    String key = new String(record.key(), ISO_8859_1);
                    last.put(key, record.value() == null ? "" : new String(record.value(), ISO_8859_1));
                });
            });
        }

        private void pass() {
            pass(Duration.ofSeconds(1));
        }

        /** What the topics and changelogs hold once they are compacted, tombstones too, of all that name an id. */
        private List<String> naming(String id) {
            String bytes = new String(id.getBytes(UTF_8), ISO_8859_1);
            return compacted.entrySet().stream()
                    .filter(topic -> COMPACTED.contains(topic.getKey()))
                    .flatMap(topic -> topic.getValue().entrySet().stream()
                            .filter(record -> (record.getKey() + record.getValue()).contains(bytes))
                            .map(record -> topic.getKey()))
                    .toList();
        }

        private Set<String> flips() {
            var ids = new HashSet<String>();
            try (var all = driver.<String, AuditImage>getKeyValueStore(TopicCopy.FLIPS.store())
                    .all()) {
                all.forEachRemaining(flip -> ids.add(flip.value.id()));
            }
            return ids;
        }

        /** Images under a lineup, by its number. */
        private long counts(int lineup) {
            try (var all =
                    driver.<TallyKey, Cell>getKeyValueStore(CellView.NAME).all()) {
                long images = 0;
                while (all.hasNext()) {
                    Cell cell = all.next().value;
                    if (cell.lineup().baseline().digest().equals("digest " + lineup)) {
                        images += cell.scored();
                    }
                }
                return images;
            }
        }

        private Figures figures() {
            return Figures.of(view.snapshot().orElseThrow());
        }

        @Override
        public void close() {
            driver.close();
            assertThat(waiting).as("labels that wait in a task which is closed").isZero();
        }
    }

    private static Score image(String id, int seed) {
        return Scores.random(new Random(seed), Scores.lineup(), NOW).toBuilder()
                .setImageId(id)
                .clearLabel()
                .putSubgroups("sex", "male")
                .build();
    }

    /** One on which the second model says another class. */
    private static Score flip(String id) {
        Score.Builder flip = image(id, 1).toBuilder();
        int[] votes = {3, 0, 0, 3, 1, 0};
        for (int i = 0; i < votes.length; i++) {
            flip.setVotes(i, votes[i]).setProbabilities(i, votes[i] > 0 ? 0.75f : 0.25f);
        }
        return flip.build();
    }

    @Test
    void nothingNamesItAnyMoreAndItsCountsStay() {
        try (var tally = new Running()) {
            tally.score(flip("secret-face"));
            tally.score(flip("other-face"));
            tally.say("secret-face", CHOSEN);
            tally.pass();
            Figures before = tally.figures();
            assertThat(tally.flips()).containsExactlyInAnyOrder("secret-face", "other-face");
            assertThat(tally.naming("secret-face"))
                    .contains("flips", "exemplars", "tally-flips-changelog", "tally-exemplars-changelog")
                    .doesNotContain("tally-images-26-changelog");

            tally.forget("secret-face");
            tally.pass();
            assertThat(tally.flips()).containsExactly("other-face");
            assertThat(tally.naming("secret-face")).isEmpty();
            assertThat(tally.naming("other-face")).contains("flips", "exemplars");
            assertThat(tally.figures()).isEqualTo(before);
            assertThat(tally.unreadable).isEmpty();
        }
    }

    /** A lineup that is unused for a day loses its place, and its counts, to a new one. */
    @Test
    void itCountsOnceMoreUnderALineupWhoseCountsWereDropped() {
        try (var tally = new Running()) {
            Score secret = imageOf(0, "secret-face", 26);
            tally.score(secret);
            for (int i = 1; i < TallyProcessor.MOST_LINEUPS; i++) {
                tally.score(imageOf(i, "face-" + i, 25));
            }
            tally.pass();
            tally.forget("secret-face");
            tally.pass();
            assertThat(tally.counts(0)).isEqualTo(1);

            tally.score(imageOf(-1, "new-face", 0));
            tally.pass();
            assertThat(tally.counts(0))
                    .as("images of the lineup that lost its place")
                    .isZero();

            tally.score(secret);
            tally.score(secret);
            tally.pass();
            assertThat(tally.counts(0)).isEqualTo(1);
            assertThat(tally.duplicates).isEqualTo(1);
        }
    }

    private static Score imageOf(int lineup, String id, int hoursAgo) {
        return Scores.random(
                        new Random(1),
                        Scores.lineup(Scores.version("full", "digest " + lineup, 1)),
                        NOW - Duration.ofHours(hoursAgo).toMillis())
                .toBuilder()
                .setImageId(id)
                .build();
    }

    @Test
    void aReplayOfItCountsNoSecondTimeAndIsNotKept() {
        try (var tally = new Running()) {
            tally.score(flip("secret-face"));
            tally.pass();
            Figures before = tally.figures();
            tally.forget("secret-face");
            tally.pass();
            tally.score(flip("secret-face").toBuilder().setLabel("blond").build());
            tally.pass();
            assertThat(tally.figures()).isEqualTo(before);
            assertThat(tally.duplicates).isEqualTo(1);
            assertThat(tally.flips()).isEmpty();
            assertThat(tally.naming("secret-face")).isEmpty();
        }
    }

    @Test
    void aScoreThatCountsAfterItCountsOnceAndIsNotKept() {
        try (var tally = new Running();
                var never = new Running()) {
            tally.forget("secret-face");
            tally.pass();
            for (int i = 0; i < 2; i++) {
                tally.score(flip("secret-face"));
                tally.pass();
            }
            never.score(flip("secret-face"));
            never.pass();
            assertThat(tally.figures()).isEqualTo(never.figures());
            assertThat(tally.duplicates).isEqualTo(1);
            assertThat(tally.flips()).isEmpty();
            assertThat(tally.naming("secret-face")).isEmpty();
        }
    }

    @Test
    void itIsStillHiddenWhenTheWaitIsOver() {
        try (var tally = new Running()) {
            tally.score(flip("secret-face"));
            tally.forget("secret-face");
            tally.pass();
            tally.pass(WAIT.plusDays(1));
            tally.score(flip("secret-face"));
            tally.pass();
            assertThat(tally.flips()).isEmpty();
            assertThat(tally.naming("secret-face")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LABEL, CHOSEN, "{\"label\": null, \"chosen\": \"flip\"}", "no JSON"})
    void aLabelAfterItChangesNothing(String label) {
        try (var tally = new Running()) {
            tally.score(flip("secret-face"));
            tally.forget("secret-face");
            tally.pass();
            Figures before = tally.figures();
            tally.say("secret-face", label);
            tally.say("secret-face", null);
            tally.pass();
            assertThat(tally.figures()).isEqualTo(before);
            assertThat(tally.outcomes).isEqualTo(Map.of(LabelOutcome.FORGOTTEN, 2));
            assertThat(tally.compacted).doesNotContainKey("labels.dlq");
        }
    }

    @Test
    void aLabelThatWaitsForItsImageIsForgottenToo() {
        try (var tally = new Running()) {
            tally.say("secret-face", LABEL);
            tally.pass();
            assertThat(tally.waiting).isEqualTo(1);
            tally.forget("secret-face");
            tally.pass();
            assertThat(tally.waiting).isZero();
            assertThat(tally.outcomes).isEqualTo(Map.of(LabelOutcome.FORGOTTEN, 1));
            tally.score(flip("secret-face"));
            tally.pass();
            tally.pass(WAIT.plusDays(1));
            assertThat(tally.outcomes).isEqualTo(Map.of(LabelOutcome.FORGOTTEN, 1));
            assertThat(tally.naming("secret-face")).isEmpty();
        }
    }

    @Test
    void anUnknownImageAndASecondTimeChangeNothing() {
        try (var tally = new Running()) {
            tally.score(flip("face"));
            tally.pass();
            Figures before = tally.figures();
            tally.forget("nobody");
            tally.forget("nobody\u0000\u202e");
            tally.forget("x".repeat(65_536));
            tally.forget("nobody");
            tally.pass();
            assertThat(tally.figures()).isEqualTo(before);
            assertThat(tally.flips()).containsExactly("face");
        }
    }

    @Test
    void aRecordThatSaysNothingIsLeftOut() {
        try (var tally = new Running()) {
            tally.score(flip("face"));
            tally.pipe("forgotten", "face".getBytes(UTF_8), "{}".getBytes(UTF_8));
            tally.pipe("forgotten", new byte[32], "{}".getBytes(UTF_8));
            tally.pass();
            assertThat(tally.unreadable).containsExactly("forgotten", "forgotten");
            assertThat(tally.flips()).containsExactly("face");
        }
    }

    @Test
    void aScoreThatCannotBeReadIsNoDeadLetterOfIt() {
        try (var tally = new Running()) {
            tally.forget("secret-face");
            tally.pipe("scores", "secret-face".getBytes(UTF_8), new byte[] {1, 2, 3});
            tally.pipe("scores", "secret-face".getBytes(UTF_8), null); // the tombstone
            tally.pass();
            assertThat(tally.refused).isEqualTo(1);
            assertThat(tally.compacted).doesNotContainKey("scores.dlq");
        }
    }

    /** An instance may read the tombstone before the order. What was counted stays, and no dead letter names the id. */
    @Test
    void aTombstoneThatComesBeforeTheOrderTakesNothingBack() {
        try (var tally = new Running();
                var never = new Running()) {
            for (Running each : List.of(tally, never)) {
                each.score(flip("secret-face"));
                each.say("secret-face", "{\"label\": \"blond\"}");
                each.pass();
            }
            var header = new RecordHeaders(List.of(new RecordHeader("penumbra-forgotten", new byte[0])));
            for (String topic : List.of("labels", "scores")) {
                tally.driver
                        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                        .pipeInput(new TestRecord<>("secret-face".getBytes(UTF_8), null, header));
            }
            tally.pass();
            assertThat(tally.figures()).isEqualTo(never.figures());
            assertThat(tally.refused).isZero();
            assertThat(tally.outcomes).isEqualTo(never.outcomes);
        }
    }

    /** Otherwise the old value may stay in the segment to which Kafka writes, when no other image comes. */
    @Test
    void itsTopicsGetARecordMoreEachHour() {
        try (var tally = new Running()) {
            tally.score(flip("secret-face"));
            tally.score(flip("face"));
            tally.forget("secret-face");
            tally.pass();
            tally.compacted.clear();
            tally.pass(Duration.ofMinutes(61));
            assertThat(tally.compacted.keySet())
                    .contains("flips", "exemplars", "tally-flips-changelog", "tally-exemplars-changelog");
        }
    }

    /** Whatever comes in whatever order, the counts are as if what came of an image after it was forgotten was not sent. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void countsAreExact(int seed) {
        var random = new Random(seed);
        try (var tally = new Running();
                var expected = new Running()) {
            var forgotten = new HashSet<String>();
            var counted = new HashSet<String>();
            var early = new HashMap<String, List<String>>();
            for (int i = 0; i < 120; i++) {
                String id = "id-of-" + random.nextInt(20) + "-";
                switch (random.nextInt(8)) {
                    case 0 -> {
                        tally.forget(id);
                        forgotten.add(id);
                        early.remove(id);
                    }
                    case 1, 2, 3 -> {
                        Score score = random.nextBoolean() ? flip(id) : image(id, random.nextInt());
                        tally.score(score);
                        if (!forgotten.contains(id) || !counted.contains(id)) {
                            expected.score(score);
                            early.getOrDefault(id, List.of()).forEach(label -> expected.say(id, label));
                            early.remove(id);
                        }
                        counted.add(id);
                    }
                    default -> {
                        String label = Stream.of(
                                        LABEL,
                                        CHOSEN,
                                        "{\"label\": \"not_blond\", \"subgroups\": {\"sex\": \"female\"}}")
                                .skip(random.nextInt(3))
                                .findFirst()
                                .orElseThrow();
                        tally.say(id, label);
                        if (!forgotten.contains(id) && counted.contains(id)) {
                            expected.say(id, label);
                        } else if (!forgotten.contains(id)) {
                            early.computeIfAbsent(id, absent -> new ArrayList<>())
                                    .add(label);
                        }
                    }
                }
                if (random.nextInt(5) == 0) {
                    tally.pass();
                    expected.pass();
                }
            }
            tally.pass();
            expected.pass();
            assertThat(tally.figures()).isEqualTo(expected.figures());
            assertThat(forgotten)
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(tally.naming(id)).isEmpty());
            assertThat(tally.unreadable).isEmpty();
            tally.pass(WAIT.plusDays(1));
            expected.pass(WAIT.plusDays(1));
        }
    }
}
