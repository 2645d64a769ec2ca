package io.penumbra.counts;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which model versions may be current. Scores of others are counted too, but neither gate nor metrics nor drift show
 * them: a forged or a stale lineup on the topic of scores takes nothing over.
 */
public final class Accepted {
    /** Every version. The one that scored last is current. */
    public static final Accepted ANY = new Accepted(baseline -> true, candidate -> true);

    private final Predicate<Baseline> baselines;
    private final Predicate<ModelVersion> candidates;

    private Accepted(Predicate<Baseline> baselines, Predicate<ModelVersion> candidates) {
        this.baselines = baselines;
        this.candidates = candidates;
    }

    /** The versions of one lineup alone, each in its role. */
    public static Accepted only(Lineup lineup) {
        return new Accepted(Baseline.of(lineup)::equals, lineup.candidates()::contains);
    }

    /** The versions with these digests, in any role. */
    public static Accepted digests(Collection<String> digests) {
        Set<String> accepted = Set.copyOf(digests);
        return new Accepted(
                baseline -> accepted.contains(baseline.version().digest()),
                candidate -> accepted.contains(candidate.digest()));
    }

    boolean isBaseline(Baseline baseline) {
        return baselines.test(baseline);
    }

    boolean isCandidate(ModelVersion candidate) {
        return candidates.test(candidate);
    }

    /** Whether every version of a lineup is accepted. */
    public boolean contains(Lineup lineup) {
        return isBaseline(Baseline.of(lineup)) && lineup.candidates().stream().allMatch(this::isCandidate);
    }
}
