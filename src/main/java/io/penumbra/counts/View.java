package io.penumbra.counts;

import java.util.Optional;

/** All cells of all tasks, as an instance knows them. */
public interface View {
    /** All cells as they are now, or were within the last second; empty while they cannot be read. */
    Optional<Snapshot> snapshot();

    /** Whether this instance exports the view's metrics: the one that holds partition 0 of {@code scores}, so that each series exists once. */
    boolean exports();
}
