package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.tally.Recount;
import io.penumbra.tally.Scores;
import io.penumbra.wire.Lineups;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CellPropertyTest {
    private static io.penumbra.wire.v1.Lineup lineup(int classes, int candidates, int members) {
        var lineup = io.penumbra.wire.v1.Lineup.newBuilder()
                .setPositive(classes - 1)
                .setBaseline(Scores.version("full", "f0", members));
        for (int y = 0; y < classes; y++) {
            lineup.addClasses("class " + y);
        }
        for (int i = 0; i < candidates; i++) {
            lineup.addCandidates(Scores.version("candidate " + i, "c" + i, 1 + i));
        }
        return lineup.build();
    }

    private static List<Score> scores(long seed, int count, io.penumbra.wire.v1.Lineup lineup) {
        Random random = new Random(seed);
        var scores = new ArrayList<Score>();
        for (int i = 0; i < count; i++) {
            scores.add(Scores.random(random, lineup, random.nextInt(3_600_000)));
        }
        return scores;
    }

    private static Cell sum(List<Score> scores) {
        return Scores.cell(scores.stream().map(Scores::read).toArray(ScoredImage[]::new));
    }

    @Property(tries = 200)
    void mergeIsAssociativeAndCommutative(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(max = 3) int candidates,
            @ForAll @IntRange(min = 1, max = 5) int members) {
        var lineup = lineup(classes, candidates, members);
        Cell a = sum(scores(seed, 5, lineup));
        Cell b = sum(scores(seed + 1, 3, lineup)).through(new Pane(60_000));
        Cell c = sum(scores(seed + 2, 4, lineup)).through(new Pane(-60_000));

        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    }

    @Property(tries = 200)
    void addingImagesOneByOneEqualsMergingPartialCells(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(min = 1, max = 19) int cut) {
        List<Score> scores = scores(seed, 20, lineup(classes, 2, 3));

        assertThat(sum(scores.subList(0, cut)).plus(sum(scores.subList(cut, 20))))
                .isEqualTo(sum(scores));
    }

    @Property(tries = 200)
    void whatIsTakenBackLeavesNoTrace(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(min = 1, max = 19) int cut) {
        List<Score> scores = scores(seed, 20, lineup(classes, 2, 3));
        var some = scores.subList(0, cut).stream().map(Scores::read).toArray(ScoredImage[]::new);
        List<ScoredImage> rest =
                scores.subList(cut, 20).stream().map(Scores::read).toList();

        var sum = new CellSum(some[0].lineup());
        rest.forEach(sum::add);
        List.of(some).forEach(sum::add);
        rest.forEach(sum::takeBack);
        Cell all = sum(scores);

        assertThat(counts(sum.cell())).isEqualTo(counts(Scores.cell(some)));
        assertThat(counts(all.minus(sum(scores.subList(cut, 20))))).isEqualTo(counts(Scores.cell(some)));
        assertThat(all.minus(all).scored()).isZero();
    }

    private static List<Object> counts(Cell cell) {
        return List.of(Arrays.stream(cell.counts()).boxed().toList(), cell.distances(), cell.confidences());
    }

    @Property(tries = 100)
    void everyFigureOfEverySubgroupEqualsANaiveRecount(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int images,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(max = 3) int candidates,
            @ForAll @IntRange(min = 1, max = 5) int members) {
        List<Score> scores = scores(seed, images, lineup(classes, candidates, members));

        assertThat(Recount.of(snapshot(scores).window(Window.VERSION))).isEqualTo(Recount.of(scores));
    }

    @Property(tries = 100)
    void marginalsAndAllEqualTheSumsOfTheirLeaves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int images) {
        var window = snapshot(scores(seed, images, lineup(2, 2, 3))).window(Window.VERSION);

        var sums = new TreeMap<Subgroup, SubgroupCounts>();
        window.forEach((subgroup, counts) -> {
            if (subgroup.order() == Scores.ATTRIBUTES.size()) {
                for (Subgroup marginal : subgroup.marginals()) {
                    sums.merge(marginal, counts, SubgroupCounts::plus);
                }
            }
        });
        assertThat(window).isEqualTo(sums);
    }

    /** The cells of all scores, a minute each, spread over three tasks. */
    private static Snapshot snapshot(List<Score> scores) {
        var cells = new HashMap<TallyKey, Cell>();
        for (Score score : scores) {
            ScoredImage image = Scores.read(score);
            CellKey key = CellKey.of(Pane.at(image.timeMs()), image.leaf(), new Lineups().id(image.lineup()));
            cells.merge(
                    new TallyKey(Math.floorMod(score.getImageId().hashCode(), 3), key), Scores.cell(image), Cell::plus);
        }
        return Snapshot.of(cells.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), e.getValue()))
                .toList());
    }
}
