package io.penumbra.wire;

import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import java.util.List;

/** Checks that exemplars that were read belong under their key. */
public final class ExemplarCheck {
    private ExemplarCheck() {}

    /**
     * Checks exemplars and their key.
     *
     * @throws IllegalArgumentException if the exemplars cannot stand there
     */
    public static void check(ExemplarKey key, List<Exemplar> exemplars) {
        exemplars.forEach(exemplar -> check(key, exemplar));
    }

    private static void check(ExemplarKey key, Exemplar exemplar) {
        Lineup pair = key.pair();
        int classes = pair.classes().size();
        exemplar.leaf().checkLeaf();
        if (exemplar.classes() != classes) {
            throw new IllegalArgumentException("image " + exemplar.imageId() + " has votes for " + exemplar.classes()
                    + " classes, expected " + classes);
        }
        exemplar.label().filter(label -> pair.classes().indexOf(label) < 0).ifPresent(label -> {
            throw new IllegalArgumentException("image " + exemplar.imageId() + " has the label '" + label
                    + "', which is not one of the classes " + pair.classes().names());
        });
        VoteCheck.check(pair.baseline(), exemplar.votes(), exemplar.probabilities(), 0, pair.classes());
        ModelVersion candidate = pair.candidates().get(0);
        VoteCheck.check(candidate, exemplar.votes(), exemplar.probabilities(), classes, pair.classes());
        if (key.pane().isPresent()
                && !Pane.at(exemplar.timeMs()).equals(key.pane().get())) {
            throw new IllegalArgumentException("image " + exemplar.imageId() + " is of " + exemplar.timeMs()
                    + " ms, expected a time in the pane " + key.pane().get());
        }
    }

    /**
     * Refuses exemplars of the future. They would take the place of all that are real.
     *
     * @param latestMs no image can be later, in milliseconds since the epoch
     */
    public static void checkTime(List<Exemplar> exemplars, long latestMs) {
        exemplars.forEach(exemplar -> CellCheck.checkTime(exemplar.timeMs(), latestMs));
    }
}
