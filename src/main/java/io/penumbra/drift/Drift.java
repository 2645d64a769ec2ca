package io.penumbra.drift;

import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import java.util.List;
import java.util.Optional;

/**
 * Where one kind of drift of one model stands in one subgroup.
 *
 * @param model a candidate, or the baseline for what is of the stream itself and of its own predictions
 */
public record Drift(String model, Subgroup subgroup, DriftKind kind, State state) {

    /** What is known of it. */
    public sealed interface State permits Watched, Unwatched {}

    /**
     * There is a reference.
     *
     * @param logStatistic ln of the statistic, which is 1 where nothing speaks for drift
     * @param alarm whether it has reached the threshold
     * @param from the first pane that is looked at
     * @param panes how many are, the newest included
     * @param since the pane at which the bet that has won most last started anew; empty where there is no pane yet
     * @param parts the directions that are watched
     */
    public record Watched(
            double logStatistic, boolean alarm, Pane from, long panes, Optional<Pane> since, List<DriftPart> parts)
            implements State {}

    /**
     * There is none.
     *
     * @param reason in a sentence
     */
    public record Unwatched(String reason) implements State {}

    /** What is known of it where there is a reference. */
    public Optional<Watched> watched() {
        return state instanceof Watched watched ? Optional.of(watched) : Optional.empty();
    }

    /** Why nothing is known of it. */
    public Optional<String> reason() {
        return state instanceof Unwatched unwatched ? Optional.of(unwatched.reason()) : Optional.empty();
    }

    /** Whether there is an alarm. */
    public boolean alarmed() {
        return state instanceof Watched watched && watched.alarm();
    }

    /** While there is an alarm: the pane since which. */
    public Optional<Pane> since() {
        return watched().filter(Watched::alarm).flatMap(Watched::since);
    }
}
