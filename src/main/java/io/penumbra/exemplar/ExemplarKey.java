package io.penumbra.exemplar;

import io.penumbra.counts.Lineup;
import io.penumbra.counts.Pane;
import java.util.Optional;

/**
 * Where the exemplars of one pane stand, in a task's store and on the topic.
 *
 * @param task the partition of {@code scores} whose images they are
 * @param pane empty for the images of all panes which left the store
 * @param pair the baseline version and one candidate version
 */
public record ExemplarKey(int task, Optional<Pane> pane, Lineup pair) {
    public ExemplarKey {
        if (pair.candidates().size() != 1) {
            throw new IllegalArgumentException("exemplars are those of one candidate, not of "
                    + pair.candidates().size());
        }
    }
}
