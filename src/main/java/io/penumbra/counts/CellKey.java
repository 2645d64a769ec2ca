package io.penumbra.counts;

import java.util.Optional;

/**
 * The key of a cell in a task's store.
 *
 * @param pane empty for the cell since the versions' start, which holds the panes that left the store
 * @param lineup the id of the lineup: a digest of all that it holds
 */
public record CellKey(Optional<Pane> pane, Subgroup leaf, long lineup) {
    public static CellKey of(Pane pane, Subgroup leaf, long lineup) {
        return new CellKey(Optional.of(pane), leaf, lineup);
    }

    /** The key of the cell that takes this one over when its pane leaves the store. */
    public CellKey sinceStart() {
        return new CellKey(Optional.empty(), leaf, lineup);
    }
}
