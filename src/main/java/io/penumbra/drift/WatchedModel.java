package io.penumbra.drift;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.PairedCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A current version of a model whose drift is watched, and its counts in a pane.
 *
 * @param version the candidate's, or the baseline's own
 */
record WatchedModel(Baseline baseline, ModelVersion version) {

    /** The baseline, then the candidates. Empty before the first image. */
    static List<WatchedModel> current(Snapshot snapshot) {
        var models = new ArrayList<WatchedModel>();
        snapshot.baseline().ifPresent(baseline -> {
            models.add(new WatchedModel(baseline, baseline.version()));
            snapshot.candidates().values().forEach(candidate -> models.add(new WatchedModel(baseline, candidate)));
        });
        return models;
    }

    /** The current version of the model with this name. */
    static Optional<WatchedModel> named(Snapshot snapshot, String name) {
        return current(snapshot).stream()
                .filter(model -> model.version().name().equals(name))
                .findFirst();
    }

    boolean isBaseline() {
        return version.equals(baseline.version());
    }

    Classes classes() {
        return baseline.classes();
    }

    long scored(PaneSums pane, Subgroup subgroup) {
        return isBaseline()
                ? pane.scored(subgroup, baseline)
                : pane.disagreement(subgroup, baseline, version).total();
    }

    PairedCounts disagreement(PaneSums pane, Subgroup subgroup) {
        return pane.disagreement(subgroup, baseline, version);
    }

    PairedCounts harm(PaneSums pane, Subgroup subgroup) {
        return pane.harm(subgroup, baseline, version);
    }

    /** Counts the labelled images on which the baseline is wrong. */
    PairedCounts error(PaneSums pane, Subgroup subgroup) {
        return pane.error(subgroup, baseline);
    }

    /** Counts the subgroup's images among all images. */
    PairedCounts share(PaneSums pane, Subgroup subgroup) {
        return PairedCounts.ofFlips(pane.scored(subgroup, baseline), pane.scored(Subgroup.ALL, baseline));
    }

    /** Votes for class {@code y}. */
    long votes(PaneSums pane, Subgroup subgroup, int y) {
        return isBaseline() ? pane.voted(subgroup, baseline, y) : pane.voted(subgroup, baseline, version, y);
    }
}
