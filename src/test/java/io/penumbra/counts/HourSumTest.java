package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HourSumTest {
    private static final Lineup LINEUP = new Lineup(
            Classes.of(List.of("a", "b", "c"), "b"),
            new ModelVersion("full", "0f", 2),
            List.of(new ModelVersion("pruned", "1f", 1), new ModelVersion("int8", "2f", 3)));
    private static final List<String> SUBGROUPS =
            List.of("all", "sex=male", "sex=female", "age=old", "age=young", "age=old,sex=male");

    /** An image of any votes; a candidate may have failed. */
    private static ScoredImage image(Random random) {
        int[] members = {2, 1, 3};
        int[] votes = new int[9];
        float[] probabilities = new float[9];
        for (int model = 0; model < 3; model++) {
            if (model > 0 && random.nextInt(5) == 0) {
                continue;
            }
            for (int member = 0; member < members[model]; member++) {
                int said = 3 * model + random.nextInt(3);
                votes[said]++;
                probabilities[said] += 1f / members[model];
            }
        }
        return new ScoredImage(random.nextInt(3_600_000), leaf(random), LINEUP, label(random), votes, probabilities);
    }

    private static int label(Random random) {
        return random.nextInt(4) == 0 ? Classes.UNLABELLED : random.nextInt(3);
    }

    private static Subgroup leaf(Random random) {
        return Subgroup.of(
                Map.of("sex", random.nextBoolean() ? "male" : "female", "age", random.nextBoolean() ? "old" : "young"));
    }

    /** Whatever is counted, corrected and summed: an hour says of a subgroup what the cells of the same images say. */
    @Property(tries = 200)
    void hourSaysWhatTheCellsSay(@ForAll long seed) {
        Random random = new Random(seed);
        var hour = new HourSum(LINEUP);
        var images = new ArrayList<ScoredImage>();
        for (int i = 0; i < 30; i++) {
            ScoredImage image = image(random);
            hour.add(image);
            if (random.nextInt(3) == 0) {
                ScoredImage corrected = image.with(leaf(random), Truth.of(label(random)));
                assertThat(hour.takeBackIfHeld(image)).isTrue();
                hour.add(corrected);
                image = corrected;
            }
            images.add(image);
        }
        var cells = new ArrayList<Map.Entry<TallyKey, Cell>>();
        for (ScoredImage image : images) {
            cells.add(Map.entry(
                    new TallyKey(cells.size(), CellKey.of(new Pane(0), image.leaf(), 1)),
                    new CellSum(LINEUP).add(image).cell()));
        }
        var series = new HourSeries();
        var key = new TallyKey(0, CellKey.of(new Pane(0), Subgroup.ALL, 1));
        series.change(key, new HourSum(LINEUP).add(images.get(0)).hour());
        series.change(key, hour.hour());
        Baseline baseline = Baseline.of(LINEUP);
        PaneSums now = series.sums().get(new Pane(0));
        PaneSums expected = Snapshot.of(cells).panes().values().stream()
                .reduce((a, b) -> {
                    throw new AssertionError("one pane");
                })
                .orElseThrow();
        for (String name : SUBGROUPS.subList(0, 5)) {
            Subgroup subgroup = Subgroup.named(name);
            assertThat(now.scored(subgroup, baseline)).isEqualTo(expected.scored(subgroup, baseline));
            assertThat(now.error(subgroup, baseline)).isEqualTo(expected.error(subgroup, baseline));
            for (int y = 0; y < 3; y++) {
                assertThat(now.voted(subgroup, baseline, y)).isEqualTo(expected.voted(subgroup, baseline, y));
            }
            for (ModelVersion candidate : LINEUP.candidates()) {
                assertThat(now.disagreement(subgroup, baseline, candidate))
                        .isEqualTo(expected.disagreement(subgroup, baseline, candidate));
                assertThat(now.table(subgroup, baseline, candidate))
                        .isEqualTo(expected.table(subgroup, baseline, candidate));
                for (int y = 0; y < 3; y++) {
                    assertThat(now.voted(subgroup, baseline, candidate, y))
                            .isEqualTo(expected.voted(subgroup, baseline, candidate, y));
                }
            }
        }
        assertThat(now.scored(Subgroup.named("age=old,sex=male"), baseline))
                .as("intersections are not kept")
                .isZero();
        series.change(key, null);
        assertThat(series.sums()).isEmpty();
    }

    @Test
    void imageThatTheHourCannotContainIsNotTakenBack() {
        Random random = new Random(1);
        ScoredImage image = image(random);
        var hour = new HourSum(LINEUP);
        assertThat(hour.takeBackIfHeld(image)).isFalse();
        assertThat(hour.hour().scored()).isZero();
    }

    @Test
    void countsThatNoImagesHaveAreRefused() {
        HourCounts hour = new HourSum(LINEUP).add(image(new Random(2))).hour();
        assertThat(HourCounts.of(LINEUP, new TreeMap<>(hour.counts()))).isEqualTo(hour);
        var more = new TreeMap<>(hour.counts());
        more.replaceAll((subgroup, counts) -> {
            long[] wrong = counts.clone();
            wrong[0] += subgroup.equals(Subgroup.ALL) ? 0 : 1;
            return wrong;
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HourCounts.of(LINEUP, more))
                .withMessageContaining("no images give the counts of age=");
        var twice = new TreeMap<>(hour.counts());
        twice.put(Subgroup.named("age=another"), hour.counts().get(Subgroup.ALL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HourCounts.of(LINEUP, twice))
                .withMessageContaining("a count of all values of age in an hour is 2, expected at most 1");
        var narrow = new TreeMap<>(hour.counts());
        narrow.put(Subgroup.named("age=old,sex=male"), new long[3]);
        assertThatIllegalArgumentException().isThrownBy(() -> HourCounts.of(LINEUP, narrow));
        var without = new TreeMap<>(hour.counts());
        without.remove(Subgroup.ALL);
        assertThatIllegalArgumentException().isThrownBy(() -> HourCounts.of(LINEUP, without));
    }
}
