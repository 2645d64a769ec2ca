package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;

/** Kafka says nothing of the order of records of two topics: neither may what is counted depend on it. */
class LabelOrderPropertyTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final int SPAN = 20 * 3_600_000;
    private static final int MOST = 3;

    private static List<Score> scores(Random random, int count) {
        var lineups = List.of(
                Scores.lineup(), Scores.lineup(Scores.version("full", "f0", 3), Scores.version("pruned-95", "p0", 3)));
        var scores = new ArrayList<Score>();
        for (int i = 0; i < count; i++) {
            scores.add(Scores.random(random, lineups.get(random.nextInt(5) / 4), NOW - random.nextInt(SPAN)).toBuilder()
                    .setImageId("image " + random.nextInt(count))
                    .build());
        }
        return scores;
    }

    private static List<SentLabel> labels(Random random, int count) {
        var labels = new ArrayList<SentLabel>();
        for (int i = 0; i < count; i++) {
            String id = "image " + random.nextInt(count);
            int kind = random.nextInt(8);
            labels.add(
                    kind == 0
                            ? SentLabel.withdrawing(id)
                            : new SentLabel(
                                    id,
                                    List.of("blond", "not_blond", "red").get(random.nextInt(5) / 2),
                                    kind == 1 ? Map.of("sex", random.nextBoolean() ? "male" : "none") : Map.of()));
        }
        return labels;
    }

    /** @param chance percent of the steps in which a label comes next */
    private static Map<Window, Object> counted(
            Random random, List<Score> scores, List<SentLabel> labels, int chance, Path state) {
        var settings = Scores.settings(
                MOST, Optional.of(new TallySettings.Labels("labels", "labels.dlq", Duration.ofHours(1))));
        var cells = new CellView();
        try (var driver = new TopologyTestDriver(
                Tally.topology(settings, TallyListener.SILENT, new LeftOut(unreadable -> {}, System::nanoTime), cells),
                Tally.properties(Map.of("bootstrap.servers", "none:1"), "tally", "a", state.toString(), 1),
                Instant.ofEpochMilli(NOW))) {
            var toScores = driver.createInputTopic("scores", new ByteArraySerializer(), new ByteArraySerializer());
            var toLabels = driver.createInputTopic("labels", new ByteArraySerializer(), new ByteArraySerializer());
            int score = 0;
            int label = 0;
            while (score < scores.size() || label < labels.size()) {
                if (score == scores.size() || label < labels.size() && random.nextInt(100) < chance) {
                    SentLabel next = labels.get(label++);
                    toLabels.pipeInput(next.id().getBytes(UTF_8), next.value());
                } else {
                    Score next = scores.get(score++);
                    toScores.pipeInput(next.getImageId().getBytes(UTF_8), next.toByteArray());
                }
                if (random.nextInt(10) == 0) {
                    driver.advanceWallClockTime(Duration.ofSeconds(1));
                }
            }
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            Snapshot view = cells.snapshot().orElseThrow();
            List<PaneExemplars> exemplars =
                    TopicCopy.read(driver.getKeyValueStore(TopicCopy.EXEMPLARS.store()), PaneExemplars::new);
            return Map.of(
                    Window.HOUR, Recount.of(view.window(Window.HOUR)),
                    Window.DAY, Recount.of(view.window(Window.DAY)),
                    Window.VERSION, List.of(Recount.of(view.window(Window.VERSION)), exemplars, hours(view)));
        }
    }

    /** What the hours say together, which is what all cells say. */
    private static Object hours(Snapshot view) {
        Baseline baseline = view.baseline().orElseThrow();
        var said = new TreeMap<Subgroup, List<Object>>();
        view.window(Window.VERSION).keySet().stream()
                .filter(subgroup -> subgroup.order() <= 1)
                .forEach(subgroup -> {
                    PairedCounts error = view.hours().values().stream()
                            .map(hour -> hour.error(subgroup, baseline))
                            .reduce(PairedCounts.NONE, PairedCounts::plus);
                    assertThat(error)
                            .isEqualTo(view.panes().values().stream()
                                    .map(pane -> pane.error(subgroup, baseline))
                                    .reduce(PairedCounts.NONE, PairedCounts::plus));
                    said.put(
                            subgroup,
                            List.of(
                                    error,
                                    view.hours().values().stream()
                                            .mapToLong(hour -> hour.scored(subgroup, baseline))
                                            .sum()));
                });
        return said;
    }

    @Property(tries = 12)
    void anyOrderOfScoresAndLabelsGivesTheSameCountsAndExemplars(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int images, @ForAll @IntRange(max = 100) int chance)
            throws IOException {
        Random random = new Random(seed);
        List<Score> scores = scores(random, images);
        List<SentLabel> labels = labels(random, images);
        Path state = Files.createTempDirectory("penumbra-order-");
        try {
            var one = counted(random, scores, labels, chance, state.resolve("one"));
            var other = counted(random, scores, labels, 100 - chance, state.resolve("other"));

            assertThat(one).isEqualTo(other);
        } finally {
            try (Stream<Path> files = Files.walk(state)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
