package io.penumbra.console;

import io.penumbra.tally.Snapshot;
import io.penumbra.verdict.Drift;
import io.penumbra.verdict.DriftSettings;
import java.util.List;
import java.util.Optional;

/** What has drifted, by all references that are kept. */
public interface WatchedDrift {
    DriftSettings settings();

    /** All series; empty while the references cannot be read. */
    Optional<List<Drift>> look(Snapshot snapshot);

    /** Why a current model has no reference, in a sentence; empty where it has one. */
    Optional<String> whyNoReference(Snapshot snapshot, String model);
}
