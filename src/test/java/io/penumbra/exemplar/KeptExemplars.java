package io.penumbra.exemplar;

import io.penumbra.counts.Classes;
import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.image.Coordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exemplars as tasks keep them, for tests of what reads them. */
public final class KeptExemplars {
    private final Lineup pair;
    private final List<PaneExemplars> panes = new ArrayList<>();

    /** Of the candidate of {@link CountedImages}, or another version of it. */
    public KeptExemplars(int members, String digest) {
        pair = new Lineup(
                Classes.of(List.of("not_blond", "blond"), "blond"),
                new ModelVersion("full", "0f", members),
                List.of(new ModelVersion(CountedImages.CANDIDATE, digest, members)));
    }

    /**
     * Adds a pane of a task with one image.
     *
     * @param past whether its pane has left the store
     * @param baseline votes of the baseline for blond
     * @param candidate votes of the candidate for blond
     */
    public KeptExemplars add(int task, String id, long timeMs, boolean past, int baseline, int candidate) {
        int members = pair.baseline().members();
        var exemplar = new Exemplar(
                id,
                timeMs,
                Subgroup.of(Map.of("sex", "male")),
                Optional.of("blond"),
                Optional.of(new Coordinates("images", task, timeMs)),
                new int[] {members - baseline, baseline, members - candidate, candidate},
                new float[] {0.5f, 0.5f, 0.5f, 0.5f});
        Optional<Pane> pane = past ? Optional.empty() : Optional.of(Pane.at(timeMs));
        panes.add(new PaneExemplars(new ExemplarKey(task, pane, pair), List.of(exemplar)));
        return this;
    }

    public List<PaneExemplars> panes() {
        return panes;
    }
}
