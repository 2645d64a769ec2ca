package io.penumbra.drift;

import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import java.util.List;
import java.util.Optional;

/**
 * The state of one kind of drift of one model in one subgroup, over one horizon.
 *
 * @param model a candidate, or the baseline for drift of the stream and of the baseline's own predictions
 */
public record Drift(String model, Subgroup subgroup, DriftKind kind, Horizon horizon, State state) {

    /** Watched if the reference has a level for the series, else unwatched. */
    public sealed interface State permits Watched, Unwatched {}

    /**
     * The series has a reference.
     *
     * @param logStatistic ln of the drift statistic, which is 1 without evidence of drift
     * @param alarm whether the statistic has reached the threshold and, over 30 days, the newest 24 hours that have a figure lie beyond
     *     the reference
     * @param from the first pane that counts
     * @param panes number of panes that count, the newest included
     * @param since the pane at which the bet that has won most last started; empty without a pane
     * @param parts the directions that are watched
     * @param shift how far the series has left its reference; empty without an alarm
     */
    public record Watched(
            double logStatistic,
            boolean alarm,
            Pane from,
            long panes,
            Optional<Pane> since,
            List<DriftPart> parts,
            Optional<Shift> shift)
            implements State {}

    /**
     * The series has no reference.
     *
     * @param reason one sentence
     */
    public record Unwatched(String reason) implements State {}

    /** The evidence, if the series is watched. */
    public Optional<Watched> watched() {
        return state instanceof Watched watched ? Optional.of(watched) : Optional.empty();
    }

    /** Why the series is not watched; empty if it is. */
    public Optional<String> reason() {
        return state instanceof Unwatched unwatched ? Optional.of(unwatched.reason()) : Optional.empty();
    }

    public boolean alarmed() {
        return state instanceof Watched watched && watched.alarm();
    }

    /** How far the series has left its reference; empty without an alarm. */
    public Optional<Shift> shift() {
        return watched().flatMap(Watched::shift);
    }

    /** The pane since which there is drift; empty without an alarm. */
    public Optional<Pane> since() {
        return watched().filter(Watched::alarm).flatMap(Watched::since);
    }
}
