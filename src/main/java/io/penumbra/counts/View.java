package io.penumbra.counts;

import java.util.Optional;

/** Reads the cells of all tasks, as this instance knows them. */
public interface View {
    /** The cells, at most one second old; empty while they cannot be read. */
    Optional<Snapshot> snapshot();

    /**
     * Whether this instance exports the view's metrics. Only the instance that holds partition 0 of {@code scores}
     * does, so that each series exists once.
     */
    boolean exports();
}
