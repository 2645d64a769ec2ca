package io.penumbra.counts;

import java.util.Optional;

/**
 * Where a cell stands in a task's store.
 *
 * @param pane empty for the cell that keeps the panes which left the store, since the versions' start
 * @param lineup the {@link Lineup#id()}
 */
public record CellKey(Optional<Pane> pane, Subgroup leaf, long lineup) {
    public static CellKey of(Pane pane, Subgroup leaf, long lineup) {
        return new CellKey(Optional.of(pane), leaf, lineup);
    }

    /** The key of the cell into which this one goes when its pane leaves the store. */
    public CellKey sinceStart() {
        return new CellKey(Optional.empty(), leaf, lineup);
    }
}
