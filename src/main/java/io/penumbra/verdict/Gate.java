package io.penumbra.verdict;

import io.penumbra.counts.Classes;
import io.penumbra.counts.Shares;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a candidate may ship. The verdict is a pure function of a snapshot's {@code version} window. A
 * restart, a rebalance or another instance gives the same verdict. A new version of the candidate or of the baseline
 * starts anew.
 */
public final class Gate {
    private record KeptShares(double delta, Shares shares) {}

    private final VerdictSettings settings;
    private final Map<String, VerdictSettings> exceptions;
    private final Supplier<SortedSet<Subgroup>> configured;
    private final AtomicReference<@Nullable KeptShares> kept = new AtomicReference<>();

    /** A gate that asks of the subgroups that have an image. */
    public Gate(VerdictSettings settings, Map<String, VerdictSettings> exceptions) {
        this(settings, exceptions, Collections::emptySortedSet);
    }

    /**
     * @param exceptions settings of the candidates that have their own, by name
     * @param configured subgroups that the gate asks of, whether they have an image yet or not
     */
    public Gate(
            VerdictSettings settings,
            Map<String, VerdictSettings> exceptions,
            Supplier<SortedSet<Subgroup>> configured) {
        this.settings = settings;
        this.exceptions = Map.copyOf(exceptions);
        this.configured = configured;
    }

    /** What a candidate must show. */
    public VerdictSettings settings(String candidate) {
        return exceptions.getOrDefault(candidate, settings);
    }

    /** The verdict on a candidate. Inconclusive if it has scored no image. */
    public Verdict verdict(Snapshot snapshot, String candidate) {
        return snapshot.baseline()
                .map(baseline -> verdict(snapshot.window(Window.VERSION), baseline.classes(), candidate))
                .orElseGet(() -> Verdict.of(candidate, settings(candidate), List.of()));
    }

    /**
     * The verdict on a candidate, by the counts of each subgroup. Inconclusive if it has scored no image.
     *
     * @param classes of the models
     */
    public Verdict verdict(SortedMap<Subgroup, SubgroupCounts> window, Classes classes, String candidate) {
        VerdictSettings own = settings(candidate);
        if (window.values().stream().noneMatch(counts -> counts.candidates().containsKey(candidate))) {
            return Verdict.of(candidate, own, List.of());
        }
        var asked = new TreeSet<>(configured.get());
        asked.addAll(window.keySet());
        List<Rate> rates = Rate.guarded(own.metrics(), classes);
        Shares shares = shares(own, asked, rates, classes.size());
        List<Observed> observed = new ArrayList<>();
        for (Subgroup subgroup : asked) {
            SubgroupCounts counts = window.get(subgroup);
            var pair = counts == null ? null : counts.candidates().get(candidate);
            observed.add(
                    pair == null
                            ? Observed.none(subgroup, rates)
                            : Observed.of(subgroup, pair, rates, shares, own.evidence()));
        }
        return Verdict.of(candidate, own, observed);
    }

    /** Kept from one verdict to the next, as long as there are as many questions. */
    private Shares shares(VerdictSettings own, SortedSet<Subgroup> asked, List<Rate> rates, int classes) {
        long questions = 0;
        for (Subgroup subgroup : asked) {
            for (Rate rate : rates) {
                questions += own.exempts(subgroup, rate) ? 0 : 1;
            }
        }
        double delta = own.shareLevel(questions, classes);
        KeptShares last = kept.get();
        if (last == null || last.delta != delta) {
            last = new KeptShares(delta, new Shares(delta));
            kept.set(last);
        }
        return last.shares;
    }
}
