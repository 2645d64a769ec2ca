package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.tally.Scores;
import io.penumbra.wire.Lineups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class WindowSumsTest {
    private static final long MINUTE = 60_000;
    private static final List<io.penumbra.wire.v1.Lineup> LINEUPS = List.of(
            Scores.lineup(),
            Scores.lineup(Scores.version("full", "f0", 3), Scores.version("pruned-95", "p1", 3)),
            Scores.lineup(Scores.version("full", "f1", 2), Scores.version("int8", "i0", 1)));

    private final Map<TallyKey, Cell> cells = new HashMap<>();
    private final WindowSums kept = new WindowSums(WindowSums.Cells.of(cells));

    private void put(TallyKey key, @Nullable Cell cell) {
        Cell before = cell == null ? cells.remove(key) : cells.put(key, cell);
        kept.change(key, before, cell);
    }

    /** Images come, earlier and later ones, are taken back and get other labels; panes go into the cells since the start, in one step or two. */
    @Property(tries = 300)
    void sumsThatAreKeptUpToDateAreThoseOfAllCells(@ForAll long seed) {
        Random random = new Random(seed);
        long minute = 0;
        for (int step = random.nextInt(120); step > 0; step--) {
            minute += random.nextInt(4) == 0 ? random.nextInt(400) : 0;
            if (random.nextInt(6) == 0) {
                fold(random);
            } else {
                count(random, Math.max(1, minute - random.nextInt(90)));
            }
            if (random.nextInt(20) == 0) {
                assertThat(Figures.of(kept.snapshot())).isEqualTo(Figures.of(Snapshot.of(cells.entrySet())));
            }
        }
        assertThat(Figures.of(kept.snapshot())).isEqualTo(Figures.of(Snapshot.of(cells.entrySet())));
    }

    private void count(Random random, long minute) {
        var lineup = LINEUPS.get(random.nextInt(LINEUPS.size()));
        ScoredImage image = Scores.read(Scores.random(random, lineup, minute * MINUTE + random.nextInt(60_000)));
        CellKey inPane = CellKey.of(Pane.at(image.timeMs()), image.leaf(), new Lineups().id(image.lineup()));
        var sinceStart = new TallyKey(random.nextInt(2), inPane.sinceStart());
        Cell start = cells.get(sinceStart);
        boolean late = start != null
                && inPane.pane().orElseThrow().startMs() <= start.throughMs().orElse(Long.MIN_VALUE);
        TallyKey key = late ? sinceStart : new TallyKey(sinceStart.task(), inPane);
        Cell before = cells.get(key);
        var sum = new CellSum(image.lineup());
        if (before != null) {
            sum.add(before);
        }
        sum.add(image);
        put(key, sum.cell());
        if (random.nextInt(5) == 0) {
            put(key, sum.takeBack(image).cell());
        }
    }

    /** As a task does with its oldest pane: first the cell since the start takes it over, then it goes, or is still there for a while. */
    private void fold(Random random) {
        var panes = new ArrayList<>(cells.keySet().stream()
                .filter(key -> key.cell().pane().isPresent())
                .toList());
        if (panes.isEmpty()) {
            return;
        }
        TallyKey some = panes.get(random.nextInt(panes.size()));
        var start = new TallyKey(some.task(), some.cell().sinceStart());
        panes.removeIf(key -> !start.equals(new TallyKey(key.task(), key.cell().sinceStart()))
                || key.cell().pane().orElseThrow().compareTo(some.cell().pane().orElseThrow()) > 0);
        Cell all = cells.get(start);
        long held = all == null ? Long.MIN_VALUE : all.throughMs().orElse(Long.MIN_VALUE);
        for (TallyKey pane : panes) {
            if (pane.cell().pane().orElseThrow().startMs() > held) {
                all = all == null ? cells.get(pane) : all.plus(cells.get(pane));
            }
        }
        if (all != null) {
            put(start, all.through(some.cell().pane().orElseThrow()));
        }
        panes.stream().filter(pane -> random.nextInt(3) > 0).forEach(pane -> put(pane, null));
    }
}
