package io.penumbra.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.image.CloudEvents;
import io.penumbra.image.Coordinates;
import io.penumbra.image.Decoder;
import io.penumbra.image.Poison;
import io.penumbra.image.Reason;
import io.penumbra.image.Received;
import io.penumbra.image.Specimens;
import io.penumbra.image.Unreadable;
import io.penumbra.model.ColourModels;
import io.penumbra.model.Models;
import io.penumbra.model.Provider;
import io.penumbra.wire.Wire;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
    private static final Instant TIME = Instant.parse("2026-05-06T07:08:09.123Z");
    private static final int RED = 0xF02020;
    private static final int GREEN = 0x20F020;
    private static final int BLUE = 0x2020F0;
    private static final int BATCH = 16;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    private final List<String> opened = new ArrayList<>();

    /** What the listener heard. */
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private Scorer scorer(List<String> baseline, Map<String, List<String>> candidates) {
        Models models = Models.open(ColourModels.layOut(folder, "logits", baseline, candidates), 2, Provider.CPU);
        var decoder = new Decoder(models.input(), Poison.MOST_BYTES, Decoder.MAX_PIXELS);
        var scorer = new Scorer(models, decoder, BATCH, new ScoringListener() {
            @Override
            public void opened(String model) {
                opened.add(model);
            }

            @Override
            public void decoded(long nanos) {
                heard.add("decoded");
            }

            @Override
            public void inferred(String model, long nanos) {
                heard.add(model);
            }
        });
        open.add(scorer);
        open.add(models);
        return scorer;
    }

    private static Received image(String id, int rgb, @Nullable String label) {
        return Specimens.event(id, rgb, label, Map.of("sex", "male"), TIME);
    }

    private static Received poison(Poison kind) {
        var record = kind.record("images", "poison");
        return new CloudEvents()
                .read(new ConsumerRecord<>(
                        "images",
                        0,
                        0,
                        TIME.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()));
    }

    private static CompletableFuture<List<Outcome>> begin(Scorer scorer, List<Received> batch) {
        var sources = new ArrayList<Coordinates>();
        for (int i = 0; i < batch.size(); i++) {
            sources.add(new Coordinates("images", 1, 100 + i));
        }
        return scorer.score(batch, sources);
    }

    private static List<Outcome> score(Scorer scorer, Received... batch) {
        return begin(scorer, List.of(batch)).join();
    }

    private static Score scored(Outcome outcome) {
        return ((Outcome.Scored) outcome).score();
    }

    private static Unreadable refused(Outcome outcome) {
        return ((Outcome.Refused) outcome).why();
    }

    @Test
    void scoreHoldsTheEventItsSourceAndWhatEveryModelSays() {
        Scorer scorer = scorer(ColourModels.THREE, Map.of("small", List.of("green-eyed")));
        Score score = scored(score(scorer, image("a", RED, "red"), image("b", 0x808080, "blue"))
                .get(1));
        assertThat(score.getImageId()).isEqualTo("b");
        assertThat(score.getTimeMs()).isEqualTo(TIME.toEpochMilli());
        assertThat(score.getSource().getTopic()).isEqualTo("images");
        assertThat(score.getSource().getPartition()).isEqualTo(1);
        assertThat(score.getSource().getOffset()).isEqualTo(101);
        assertThat(score.getLabel()).isEqualTo("blue");
        assertThat(score.getSubgroupsMap()).isEqualTo(Map.of("sex", "male"));
        assertThat(score.getLineup().getClassesList()).isEqualTo(ColourModels.CLASSES);
        assertThat(score.getLineup().getPositive()).isZero();
        assertThat(score.getLineup().getNoPositive()).isFalse();
        assertThat(score.getLineup().getGuardedList()).isEmpty();
        assertThat(score.getLineup().getNoneGuarded()).isFalse();
        assertThat(score.getLineup().getBaseline().getName()).isEqualTo("full");
        assertThat(score.getLineup().getBaseline().getMembers()).isEqualTo(3);
        assertThat(score.getLineup().getCandidatesList()).singleElement().satisfies(candidate -> {
            assertThat(candidate.getName()).isEqualTo("small");
            assertThat(candidate.getMembers()).isEqualTo(1);
            assertThat(candidate.getDigest()).hasSize(16);
        });
        // grey: the members say red (the first of equals), green and blue, the candidate green with e²/(e²+2)
        assertThat(score.getVotesList()).containsExactly(1, 1, 1, 0, 1, 0);
        assertThat(score.getProbabilitiesList()).hasSize(6);
        assertThat(score.getProbabilities(4)).isCloseTo(0.786986f, within(1e-5f));
    }

    private static Lineup lineup(Path file, String classes) throws IOException {
        Files.writeString(file, Files.readString(file).replace("positive: red\n", classes));
        try (var models = Models.open(file, 1, Provider.CPU)) {
            return Scorer.lineup(models);
        }
    }

    @Test
    void lineupNamesTheGuardedClasses() throws IOException {
        Path file = ColourModels.layOut(folder, "logits", List.of("fair"), Map.of());

        Lineup several = lineup(file, "guarded: [blue, red]\n");
        assertThat(several.getGuardedList()).containsExactly(2, 0);
        assertThat(several.getNoPositive()).isTrue();
        assertThat(Wire.lineup(several).classes().guarded()).containsExactly(0, 2);
    }

    @Test
    void lineupMayGuardNoClass() throws IOException {
        Path file = ColourModels.layOut(folder, "logits", List.of("fair"), Map.of());

        Lineup none = lineup(file, "guarded: []\npositive: blue\n");
        assertThat(none.getNoneGuarded()).isTrue();
        assertThat(none.getPositive()).isEqualTo(2);
        assertThat(Wire.lineup(none).classes().guarded()).isEmpty();
    }

    @Test
    void outcomesStandInTheOrderOfTheRecords() {
        Scorer scorer = scorer(List.of("fair"), Map.of());
        List<Outcome> outcomes = score(
                scorer,
                poison(Poison.TEXT),
                image("1", RED, "red"),
                poison(Poison.NO_VALUE),
                poison(Poison.HUGE_PNG),
                image("4", GREEN, "red"),
                image("5", BLUE, "blue"),
                poison(Poison.NO_ID));
        assertThat(outcomes.stream()
                        .map(outcome -> outcome instanceof Outcome.Scored s
                                ? s.score().getImageId()
                                : refused(outcome).reason().text()))
                .containsExactly("not_an_image", "1", "empty", "too_many_pixels", "4", "5", "missing_id");
        assertThat(scored(outcomes.get(1)).getVotesList()).containsExactly(1, 0, 0);
        assertThat(scored(outcomes.get(4)).getVotesList()).containsExactly(0, 1, 0);
        assertThat(scored(outcomes.get(5)).getVotesList()).containsExactly(0, 0, 1);
    }

    @Test
    void everyKindOfPoisonIsRefusedForItsReason() {
        Scorer scorer = scorer(List.of("fair"), Map.of());
        List<Outcome> outcomes = begin(
                        scorer,
                        Arrays.stream(Poison.values()).map(ScorerTest::poison).toList())
                .join();
        assertThat(outcomes.stream().map(outcome -> refused(outcome).reason()))
                .containsExactlyElementsOf(
                        Arrays.stream(Poison.values()).map(Poison::reason).toList());
    }

    @Test
    void unknownClassIsRefusedWithTheKnownOnes() {
        Unreadable why = refused(score(scorer(List.of("fair"), Map.of()), image("7", RED, "purple"))
                .get(0));
        assertThat(why.reason()).isEqualTo(Reason.UNKNOWN_CLASS);
        assertThat(why.message()).contains("purple", "image 7").endsWith("[red, green, blue]");
    }

    @Test
    void classInAnotherCaseIsNamed() {
        Unreadable why = refused(score(scorer(List.of("fair"), Map.of()), image("7", RED, " Red"))
                .get(0));
        assertThat(why.reason()).isEqualTo(Reason.UNKNOWN_CLASS);
        assertThat(why.message()).endsWith("[red, green, blue]; is it 'red'?");
    }

    @Test
    void unlabelledImageIsScoredWithoutALabel() {
        Score score = scored(score(scorer(List.of("fair"), Map.of()), image("7", GREEN, null))
                .get(0));
        assertThat(score.getLabel()).isEmpty();
        assertThat(score.getVotesList()).containsExactly(0, 1, 0);
    }

    @Test
    void batchOfRefusalsReachesNoModel() {
        Scorer scorer = scorer(List.of("fair"), Map.of("small", List.of("fair")));
        assertThat(score(scorer, poison(Poison.TEXT), poison(Poison.TWO_COMPONENTS)))
                .hasSize(2)
                .allMatch(o -> o instanceof Outcome.Refused);
        assertThat(heard).containsExactly("decoded", "decoded");
        assertThat(score(scorer)).isEmpty();
        assertThat(score(scorer, image("1", RED, "red"))).hasSize(1);
    }

    @Test
    void listenerHearsEveryImageAndEveryModel() {
        score(
                scorer(List.of("fair"), Map.of("small", List.of("fair"))),
                image("1", RED, "red"),
                poison(Poison.TEXT),
                image("2", RED, "red"));
        assertThat(heard).containsExactly("decoded", "decoded", "decoded", "full", "small");
        assertThat(opened).containsExactly("full", "small");
    }

    @Test
    void batchesComeOutAsTheyWentIn() {
        Scorer scorer = scorer(List.of("fair"), Map.of());
        var batches = new ArrayList<CompletableFuture<List<Outcome>>>();
        for (int batch = 0; batch < 12; batch++) {
            var images = new ArrayList<Received>();
            for (int i = 0; i <= batch % BATCH; i++) {
                images.add(image(batch + "-" + i, i % 2 == 0 ? GREEN : BLUE, "red"));
            }
            batches.add(begin(scorer, images));
        }
        for (int batch = 0; batch < 12; batch++) {
            List<Outcome> outcomes = batches.get(batch).join();
            assertThat(outcomes).hasSize(batch + 1);
            for (int i = 0; i <= batch; i++) {
                Score score = scored(outcomes.get(i));
                assertThat(score.getImageId()).isEqualTo(batch + "-" + i);
                assertThat(score.getVotes(i % 2 == 0 ? 1 : 2)).isEqualTo(1);
            }
        }
    }

    @Test
    void imageOnWhichACandidateFailsIsScoredWithoutItsVotes() {
        for (String failing : List.of("dazzled", "overreaching")) {
            Scorer scorer =
                    scorer(List.of("fair"), Map.of("lamp", List.of("fair", failing), "small", List.of("green-eyed")));
            List<Outcome> outcomes = score(
                    scorer, image("1", 0x202020, null), image("2", 0xFFFFFF, null), image("3", GREEN & 0x7F7F7F, null));
            assertThat(outcomes).extracting(Outcome::failed).containsExactly(List.of(), List.of("lamp"), List.of());
            Score score = scored(outcomes.get(1));
            assertThat(score.getVotesList()).containsExactly(1, 0, 0, 0, 0, 0, 0, 1, 0);
            assertThat(score.getProbabilitiesList().subList(3, 6)).containsOnly(0f);
            assertThat(score.getLineup()).isEqualTo(scored(outcomes.get(0)).getLineup());
        }
    }

    @Test
    void imageOnWhichTheBaselineFailsIsADeadLetterAndTheOthersAreScored() {
        for (String failing : List.of("dazzled", "overreaching")) {
            Scorer scorer = scorer(List.of(failing), Map.of("lamp", List.of(failing), "small", List.of("fair")));
            List<Outcome> outcomes = score(
                    scorer, image("1", 0x202020, null), image("2", 0xFFFFFF, null), image("3", GREEN & 0x7F7F7F, null));
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Scored.class);
            assertThat(refused(outcomes.get(1)).reason()).isEqualTo(Reason.NO_PREDICTION);
            assertThat(refused(outcomes.get(1)).message()).startsWith("image 2: model full ");
            assertThat(outcomes.get(1).failed()).containsExactly("full", "lamp");
            assertThat(outcomes.get(2)).isInstanceOf(Outcome.Scored.class);
            // alone in its batch too
            assertThat(refused(score(scorer, image("2", 0xFFFFFF, null)).get(0)).reason())
                    .isEqualTo(Reason.NO_PREDICTION);
        }
    }

    @Test
    void batchThatIsTooLargeIsNotTaken() {
        Scorer scorer = scorer(List.of("fair"), Map.of());
        assertThatThrownBy(() -> begin(scorer, Collections.nCopies(BATCH + 1, image("1", RED, "red"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("17 images");
        assertThatThrownBy(() -> scorer.score(List.of(image("1", RED, "red")), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 sources");
    }
}
