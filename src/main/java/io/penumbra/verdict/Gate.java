package io.penumbra.verdict;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a candidate may ship. The verdict is a pure function of a snapshot's {@code version} window. A
 * restart, a rebalance or another instance gives the same verdict. A new version of the candidate or of the baseline
 * starts anew.
 */
public final class Gate {
    private final VerdictSettings settings;
    private final Map<String, VerdictSettings> exceptions;

    /** @param exceptions settings of the candidates that have their own, by name */
    public Gate(VerdictSettings settings, Map<String, VerdictSettings> exceptions) {
        this.settings = settings;
        this.exceptions = Map.copyOf(exceptions);
    }

    /** What a candidate must show. */
    public VerdictSettings settings(String candidate) {
        return exceptions.getOrDefault(candidate, settings);
    }

    /** The verdict on a candidate. Inconclusive if it has scored no image. */
    public Verdict verdict(Snapshot snapshot, String candidate) {
        VerdictSettings own = settings(candidate);
        List<Observed> observed = new ArrayList<>();
        snapshot.window(Window.VERSION).forEach((subgroup, counts) -> {
            PairCounts pair = counts.candidates().get(candidate);
            if (pair != null) {
                observed.add(Observed.of(subgroup, pair, own.metrics()));
            }
        });
        return Verdict.of(candidate, own, observed);
    }
}
