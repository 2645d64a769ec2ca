package io.penumbra.tally;

import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.WindowSums;
import io.penumbra.wire.Lineups;
import io.penumbra.wire.ScoreRead;
import io.penumbra.wire.ScoreReader;
import io.penumbra.wire.v1.Score;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts scores in memory, in the same cells as the topology. It drops nothing and folds no pane. Used by one thread.
 */
public final class MemoryTally {
    private static final int TASK = 0;

    private final ScoreReader reader;
    private final Lineups lineups = new Lineups();
    private final Map<TallyKey, Cell> cells = new HashMap<>();
    private final Map<TallyKey, CellSum> open = new HashMap<>();
    private final WindowSums sums = new WindowSums(WindowSums.Cells.of(cells));

    /** @param values find the leaf of an image; attributes that make no leaves are ignored */
    public MemoryTally(KeptValues values) {
        this.reader = new ScoreReader(values);
    }

    /** @throws IllegalArgumentException if the topology would refuse it */
    public void add(Score score) {
        ScoreRead read = reader.read(score.toByteArray());
        if (read instanceof ScoreRead.Malformed malformed) {
            throw new IllegalArgumentException("image " + score.getImageId() + ": " + malformed.message());
        } else if (read instanceof ScoreRead.Given given) {
            add(given.image());
        }
    }

    private void add(ScoredImage image) {
        var key = new TallyKey(TASK, CellKey.of(Pane.at(image.timeMs()), image.leaf(), lineups.id(image.lineup())));
        open.computeIfAbsent(key, absent -> {
                    Cell before = cells.get(key);
                    var sum = new CellSum(image.lineup());
                    return before == null ? sum : sum.add(before);
                })
                .add(image);
    }

    public Snapshot snapshot() {
        open.forEach((key, sum) -> {
            Cell cell = sum.cell();
            sums.change(key, cells.put(key, cell), cell);
        });
        open.clear();
        return sums.snapshot();
    }
}
