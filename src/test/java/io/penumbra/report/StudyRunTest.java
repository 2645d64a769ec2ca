package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.avatar.Avatars;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.image.Decoder;
import io.penumbra.model.ColourModels;
import io.penumbra.model.Models;
import io.penumbra.model.Provider;
import io.penumbra.scoring.Outcome;
import io.penumbra.scoring.Scorer;
import io.penumbra.scoring.ScoringListener;
import io.penumbra.scoring.ScoringRun;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study counts, beside a recount of its scores that shares no code with it. */
class StudyRunTest {
    private static final int AVATARS = 150;
    private static final Instant TIME = Instant.parse("2026-05-06T07:08:09Z");

    @TempDir
    private static Path folder;

    private static Models models;
    private static List<Sample> samples;
    private static Study study;
    private static final List<Score> SCORES = new ArrayList<>();

    @BeforeAll
    static void score() throws IOException, InterruptedException {
        Avatars.write(folder.resolve("avatars"), 80, 1, AVATARS, Split.TEST_ONLY, written -> {});
        samples = CelebA.open(folder.resolve("avatars")).samples().toList();
        Path file = ColourModels.layOutForAvatars(Files.createDirectory(folder.resolve("models")));
        models = Models.open(file, 2, Provider.CPU);
        var run = new StudyRun(models);
        run.score(samples.iterator(), 16, TIME, done -> {});
        study = run.study("avatars", List.of());
        try (var scorer = new Scorer(models, new Decoder(models.input()), 16, ScoringListener.SILENT)) {
            new ScoringRun(scorer, 16)
                    .score(
                            samples.iterator(),
                            sample -> sample.received(TIME),
                            (sample, outcome) -> SCORES.add(((Outcome.Scored) outcome).score()));
        }
    }

    @AfterAll
    static void close() {
        models.close();
    }

    /** Taxicab distance of the shares of votes of a candidate and the baseline, both with two classes. */
    private static double votesApart(Score score, int candidate) {
        int members = candidate == 1 ? 3 : 1;
        double baseline = score.getVotes(1) / 3.0;
        return 2 * Math.abs((double) score.getVotes(2 * candidate + 1) / members - baseline);
    }

    private static double probabilitiesApart(Score score, int candidate) {
        return Math.abs((double) score.getProbabilities(2 * candidate) - score.getProbabilities(0))
                + Math.abs((double) score.getProbabilities(2 * candidate + 1) - score.getProbabilities(1));
    }

    private static PairCounts pair(String candidate) {
        return study.subgroups().get(Subgroup.ALL).candidates().get(candidate);
    }

    @Test
    void everyImageIsCounted() {
        assertThat(SCORES).hasSize(AVATARS);
        assertThat(pair("pruned").scored()).isEqualTo(AVATARS);
        assertThat(pair("pruned").distances().all().labelled()).isEqualTo(AVATARS);
    }

    @Test
    void exemplarsAreTheImagesFarthestApart() {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < AVATARS; i++) {
            order.add(i);
        }
        // a stable sort: of equal ones the first come first
        order.sort((a, b) -> {
            int byVotes = Double.compare(strongest(b)[0], strongest(a)[0]);
            return byVotes != 0 ? byVotes : Double.compare(strongest(b)[1], strongest(a)[1]);
        });
        assertThat(study.exemplars()).hasSize(30);
        for (int i = 0; i < 30; i++) {
            PicturedExemplar exemplar = study.exemplars().get(i);
            double[] expected = strongest(order.get(i));
            assertThat(exemplar.votesApart()).isCloseTo(expected[0], within(1e-9));
            assertThat(exemplar.probabilitiesApart()).isCloseTo(expected[1], within(1e-6));
            assertThat(exemplar.image()).isEqualTo(samples.get(order.get(i)).id());
            assertThat(exemplar.label()).isEqualTo(samples.get(order.get(i)).label());
        }
        assertThat(study.exemplars().get(0).votesApart()).isPositive();
    }

    /** Of the candidate that is farther, by votes and then by probabilities. */
    private static double[] strongest(int image) {
        Score score = SCORES.get(image);
        double[] pruned = {round(votesApart(score, 1)), probabilitiesApart(score, 1)};
        double[] int8 = {round(votesApart(score, 2)), probabilitiesApart(score, 2)};
        return int8[0] > pruned[0] || int8[0] == pruned[0] && int8[1] > pruned[1] ? int8 : pruned;
    }

    /** Thirds are the same number however they were computed. */
    private static double round(double share) {
        return Math.rint(share * 1e9) / 1e9;
    }

    @Test
    void exemplarCarriesItsPictureAndWhatEveryModelSays() {
        PicturedExemplar first = study.exemplars().get(0);
        Sample sample = samples.stream()
                .filter(one -> one.id().equals(first.image()))
                .findFirst()
                .orElseThrow();
        assertThat(first.picture())
                .isEqualTo("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(sample.read()));
        assertThat(first.opinions())
                .extracting(opinion -> opinion.model() + " " + opinion.members())
                .containsExactly("full 3", "pruned 3", "int8 1");
        assertThat(first.subgroup()).startsWith("age=").contains(",sex=");
    }

    @Test
    void imagesApartAreThoseOfTheRecount() {
        for (int candidate = 1; candidate <= 2; candidate++) {
            PairCounts pair = pair(candidate == 1 ? "pruned" : "int8");
            long apart = 0;
            long opposite = 0;
            for (Score score : SCORES) {
                apart += votesApart(score, candidate) > 1e-9 ? 1 : 0;
                opposite += votesApart(score, candidate) > 2 - 1e-9 ? 1 : 0;
            }
            assertThat(apart).isPositive();
            var row = Tables.of(study).stream()
                    .filter(table -> table.name().equals("exemplar-counts"))
                    .findFirst()
                    .orElseThrow()
                    .rows()
                    .get(candidate - 1);
            assertThat(row.get(3).exact()).containsExactly(Long.toString(pair.flips()));
            assertThat(row.get(6).exact()).containsExactly(Long.toString(apart));
            assertThat(row.get(8).exact()).containsExactly(Long.toString(opposite));
        }
    }
}
