package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.AuditCounts.Stratum;
import io.penumbra.statistics.Interval;
import io.penumbra.tally.Scores;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AuditedPairTest {
    private static final Shares SHARES = new Shares(0.01);
    private static final int NOT_BLOND = 0;
    private static final int BLOND = 1;
    private static final Lineup LINEUP = new Lineup(
            new Classes(List.of("not_blond", "blond"), BLOND),
            new ModelVersion("full", "f0", 1),
            List.of(new ModelVersion("a", "a0", 1), new ModelVersion("b", "b0", 1)));

    /** An image of which each model says a class. */
    private static ScoredImage image(Truth truth, int... said) {
        int[] votes = new int[6];
        for (int model = 0; model < 3; model++) {
            votes[2 * model + said[model]] = 1;
        }
        return new ScoredImage(60_000, new Subgroup("sex=male"), LINEUP, Classes.UNLABELLED, votes, new float[6])
                .with(new Subgroup("sex=male"), truth);
    }

    private static AuditedPair pair(ScoredImage... images) {
        Cell cell = Scores.cell(images);
        CountCheck.check(cell);
        return cell.pair(0, cell.baseline()).audited();
    }

    private static Truth chosen(int label, boolean reference) {
        return Truth.UNKNOWN.chosen(label, reference);
    }

    @Test
    void flipsCountAsWhatTheirLastLabelSays() {
        AuditedPair pair = pair(
                image(chosen(BLOND, false), BLOND, NOT_BLOND, BLOND), // a regression
                image(Truth.of(NOT_BLOND).chosen(BLOND, false), NOT_BLOND, BLOND, BLOND), // a fix now
                image(Truth.UNKNOWN, NOT_BLOND, BLOND, BLOND),
                image(Truth.UNKNOWN, BLOND, BLOND, BLOND),
                image(Truth.UNKNOWN, NOT_BLOND, NOT_BLOND, BLOND));
        assertThat(pair.error()).isEqualTo(AuditCounts.ofError(5, 1, 1, 1));
        assertThat(pair.falseNegatives(BLOND, SHARES))
                .isEqualTo(new AuditCounts(
                        1,
                        1,
                        0,
                        1,
                        0,
                        List.of(
                                new Stratum(0, Stratum.UNKNOWN),
                                new Stratum(1, Stratum.UNKNOWN),
                                new Stratum(1, Stratum.UNKNOWN))));
        assertThat(pair.falsePositives(BLOND, SHARES).regressions()).isZero();
        assertThat(pair.falsePositives(BLOND, SHARES).possibleRegressions()).isEqualTo(1);
        assertThat(pair.falsePositives(BLOND, SHARES).possibleFixes()).isZero();
    }

    @Test
    void chosenLabelsEnterNoRate() {
        Cell cell = Scores.cell(
                image(chosen(BLOND, false), BLOND, NOT_BLOND, BLOND),
                image(Truth.of(NOT_BLOND).chosen(BLOND, false), NOT_BLOND, BLOND, BLOND));
        PairCounts pair = cell.pair(0, cell.baseline());
        assertThat(pair.labelled()).isEqualTo(1);
        assertThat(pair.regressions()).isEqualTo(1);
        assertThat(pair.fixes()).isZero();
        assertThat(pair.falsePositivesGained(BLOND)).isEqualTo(1);
        assertThat(pair.distances().all().labelled()).isEqualTo(1);
    }

    @Test
    void referencesStayAmongTheUnanimousImagesAndNarrowTheirShare() {
        var images = new ArrayList<ScoredImage>();
        for (int i = 0; i < 200; i++) {
            images.add(image(chosen(i < 30 ? NOT_BLOND : BLOND, true), BLOND, BLOND, BLOND));
        }
        images.add(image(Truth.of(BLOND), BLOND, BLOND, BLOND));
        AuditedPair pair = pair(images.toArray(ScoredImage[]::new));
        AuditCounts positives = pair.falseNegatives(BLOND, SHARES);
        assertThat(pair.references(BLOND)).isEqualTo(200);
        assertThat(pair.references(BLOND, BLOND)).isEqualTo(170);
        assertThat(positives.agreements()).isEqualTo(1);
        assertThat(positives.strata().get(BLOND).images()).isEqualTo(200);
        Interval negatives =
                pair.falsePositives(BLOND, SHARES).strata().get(BLOND).share();
        assertThat(negatives.lower()).isBetween(0.0766, 0.0768); // 30 of 200, in STATISTICS
        assertThat(negatives.upper()).isBetween(0.2522, 0.2523);
        assertThat(pair.labelled()).isEqualTo(201);
    }

    @Test
    void referenceOfAnImageThatTheModelsTellApartIsNone() {
        AuditedPair pair = pair(image(chosen(BLOND, true), BLOND, NOT_BLOND, BLOND));
        assertThat(pair.references(BLOND)).isZero();
        assertThat(pair.error()).isEqualTo(AuditCounts.ofError(1, 1, 0, 0));
    }

    @Test
    void imagesOutsideTheAuditCountInRatesAlone() {
        Cell cell = Scores.cell(
                image(Truth.of(BLOND), BLOND, NOT_BLOND, BLOND).audited(false),
                image(Truth.of(BLOND), BLOND, BLOND, BLOND));
        CountCheck.check(cell);
        PairCounts pair = cell.pair(0, cell.baseline());
        assertThat(pair.regressions()).isEqualTo(1);
        assertThat(pair.flips()).isEqualTo(1);
        assertThat(pair.audited().error()).isEqualTo(AuditCounts.ofError(1, 0, 0, 0));
    }

    @Test
    void classThatIsNotComparedIsRefused() {
        AuditedPair pair = pair(image(Truth.UNKNOWN, BLOND, BLOND, BLOND));
        assertThatThrownBy(() -> pair.falsePositives(NOT_BLOND, SHARES)).hasMessageContaining("not_blond");
    }

    /** Every image gets a random label of each kind; failures and images outside the audit are among them. */
    private static List<ScoredImage> images(long seed, int count) {
        var random = new Random(seed);
        var images = new ArrayList<ScoredImage>();
        for (int i = 0; i < count; i++) {
            Score score = Scores.random(random, Scores.lineup(), 60_000);
            ScoredImage image = Scores.read(random.nextInt(4) == 0 ? Scores.failing(score, random.nextInt(2)) : score);
            Truth truth = random.nextBoolean() ? image.truth() : Truth.UNKNOWN;
            Truth last = random.nextBoolean() ? truth.chosen(random.nextInt(2), random.nextBoolean()) : truth;
            images.add(image.with(image.leaf(), last).audited(random.nextInt(5) > 0));
        }
        return images;
    }

    @Property(tries = 300)
    void countsAreAdditiveAndPossibleAndCanBeTakenBack(@ForAll long seed, @ForAll @IntRange(max = 20) int cut) {
        List<ScoredImage> images = images(seed, 21);
        Cell all = Scores.cell(images.toArray(ScoredImage[]::new));
        CountCheck.check(all);
        List<ScoredImage> rest = images.subList(cut + 1, images.size());
        Cell some = Scores.cell(images.subList(0, cut + 1).toArray(ScoredImage[]::new));
        var sum = new CellSum(all.lineup());
        images.forEach(sum::add);
        rest.forEach(sum::takeBack);
        assertThat(sum.cell().counts()).isEqualTo(some.counts());
        assertThat(sum.cell().failures()).isEqualTo(some.failures());
        if (!rest.isEmpty()) {
            assertThat(some.plus(Scores.cell(rest.toArray(ScoredImage[]::new)))).isEqualTo(all);
        }
    }

    @Property(tries = 300)
    void everyCountEqualsANaiveRecount(@ForAll long seed) {
        List<ScoredImage> images = images(seed, 40);
        Cell cell = Scores.cell(images.toArray(ScoredImage[]::new));
        for (int i = 0; i < 2; i++) {
            AuditedPair pair = cell.pair(i, cell.baseline()).audited();
            long scored = 0;
            long[] error = new long[3];
            long[] positives = new long[5];
            long[] strata = new long[3];
            for (ScoredImage image : images) {
                if (!image.isAudited() || !image.predicted(i)) {
                    continue;
                }
                scored++;
                int baseline = image.modal(0);
                int candidate = image.modal(i + 1);
                int known = image.truth().known();
                boolean reference = image.truth().reference() && image.isUnanimous();
                boolean flip = baseline != candidate;
                error[2] += flip && known < 0 ? 1 : 0;
                error[0] += flip && known == baseline ? 1 : 0;
                error[1] += flip && known == candidate ? 1 : 0;
                positives[0] += flip && known == BLOND && baseline == BLOND ? 1 : 0;
                positives[1] += flip && known == BLOND && candidate == BLOND ? 1 : 0;
                positives[2] += flip && known < 0 && baseline == BLOND ? 1 : 0;
                positives[3] += flip && known < 0 && candidate == BLOND ? 1 : 0;
                positives[4] += !flip && known == BLOND && !reference ? 1 : 0;
                if (!flip && (known < 0 || reference)) {
                    strata[image.isUnanimous() ? baseline : 2]++;
                }
            }
            assertThat(pair.error()).isEqualTo(AuditCounts.ofError(scored, error[0], error[1], error[2]));
            AuditCounts found = pair.falseNegatives(BLOND, SHARES);
            assertThat(new long[] {
                        found.regressions(),
                        found.fixes(),
                        found.possibleRegressions(),
                        found.possibleFixes(),
                        found.agreements()
                    })
                    .isEqualTo(positives);
            assertThat(found.strata().stream().mapToLong(Stratum::images))
                    .containsExactly(strata[0], strata[1], strata[2]);
        }
    }
}
