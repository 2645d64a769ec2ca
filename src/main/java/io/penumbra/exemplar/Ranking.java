package io.penumbra.exemplar;

import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.statistics.DistanceCut;
import io.penumbra.statistics.DistanceHistogram;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The exemplars of a candidate in a window, the strongest first.
 *
 * @param pair the baseline version and the candidate version
 */
public record Ranking(Lineup pair, List<Exemplar> exemplars) {
    public Ranking {
        exemplars = List.copyOf(exemplars);
    }

    /**
     * Ranks the strongest exemplars of a window of the stream.
     *
     * @param kept the exemplars that all tasks keep
     * @param most the number of exemplars of a window that each task keeps
     * @return empty if no candidate of this name is current in the stream
     */
    public static Optional<Ranking> of(
            Snapshot snapshot, Collection<PaneExemplars> kept, String candidate, Window window, int most) {
        return pair(snapshot, candidate).map(pair -> {
            // a set: an image that moves into the past may be listed under its pane too
            var strongest = new TreeSet<Exemplar>();
            for (PaneExemplars pane : kept) {
                if (pane.key().pair().equals(pair) && isIn(window, pane, snapshot)) {
                    strongest.addAll(pane.exemplars());
                }
            }
            return new Ranking(pair, strongest.stream().limit(most).toList());
        });
    }

    private static Optional<Lineup> pair(Snapshot snapshot, String candidate) {
        ModelVersion version = snapshot.candidates().get(candidate);
        SubgroupCounts all = snapshot.window(Window.VERSION).get(Subgroup.ALL);
        return version == null || all == null
                ? Optional.empty()
                : Optional.of(
                        new Lineup(all.baseline().classes(), all.baseline().version(), List.of(version)));
    }

    private static boolean isIn(Window window, PaneExemplars pane, Snapshot snapshot) {
        return window.equals(Window.VERSION)
                || pane.key()
                        .pane()
                        .flatMap(at -> snapshot.newest().map(newest -> window.holds(at, newest)))
                        .orElse(false);
    }

    /** The exemplars that rank at or above a cut of the window's images. */
    public Ranking above(DistanceCut cut) {
        return new Ranking(
                pair,
                exemplars.stream()
                        .filter(exemplar ->
                                DistanceHistogram.rank(exemplar.taxicab(), exemplar.ofProbabilities()) >= cut.rank())
                        .toList());
    }

    /** The strongest {@code most} exemplars. */
    public Ranking limit(int most) {
        return new Ranking(pair, exemplars.stream().limit(most).toList());
    }
}
