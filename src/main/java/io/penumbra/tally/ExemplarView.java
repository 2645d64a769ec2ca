package io.penumbra.tally;

import java.util.List;
import java.util.Optional;

/** The exemplars of all tasks, as an instance knows them. */
public interface ExemplarView {
    /** All as they are now; empty while they cannot be read. Of any window the strongest are among them, as many as are kept. */
    Optional<List<PaneExemplars>> exemplars();

    /** How many of each candidate every task keeps of a window. */
    int mostExemplars();
}
