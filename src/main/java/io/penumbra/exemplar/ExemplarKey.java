package io.penumbra.exemplar;

import io.penumbra.counts.Lineup;
import io.penumbra.counts.Pane;
import java.util.Optional;

/**
 * The key of the exemplars of one pane, in a task's store and on the topic.
 *
 * @param task the partition of {@code scores} that the images came from
 * @param pane empty for the images of all panes that left the store
 * @param pair the baseline version and one candidate version
 */
public record ExemplarKey(int task, Optional<Pane> pane, Lineup pair) {
    public ExemplarKey {
        if (task < 0) {
            throw new IllegalArgumentException("the task is " + task + ", expected at least 0");
        }
        if (pair.candidates().size() != 1) {
            throw new IllegalArgumentException(
                    "the pair has " + pair.candidates().size() + " candidates, expected 1");
        }
    }
}
