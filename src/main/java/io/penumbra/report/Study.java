package io.penumbra.report;

import io.penumbra.counts.Classes;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.verdict.GuardedMetric;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Everything that was found out, from which all tables are made.
 *
 * @param subject what was scored, in words
 * @param subgroups at least {@code all}
 * @param models the baseline, then the candidates
 * @param exemplars the strongest, the strongest first
 * @param holdings of the dataset; empty where they mean nothing
 * @param imagesPerSecond that were scored by all models
 */
public record Study(
        String subject,
        SortedMap<Subgroup, SubgroupCounts> subgroups,
        List<StudiedModel> models,
        MemberTally members,
        Refusals refusals,
        List<PicturedExemplar> exemplars,
        List<Holding> holdings,
        double imagesPerSecond) {
    /** Below so many images a subgroup's change is not worth naming it the worst. */
    static final long ENOUGH = 30;

    public Study {
        models = List.copyOf(models);
        exemplars = List.copyOf(exemplars);
        holdings = List.copyOf(holdings);
        if (!subgroups.containsKey(Subgroup.ALL)) {
            throw new IllegalArgumentException("a study has images; there is none in " + subject);
        }
    }

    StudiedModel baseline() {
        return models.get(0);
    }

    List<StudiedModel> candidates() {
        return models.subList(1, models.size());
    }

    SubgroupCounts all() {
        return Objects.requireNonNull(subgroups.get(Subgroup.ALL));
    }

    Classes classes() {
        return all().baseline().classes();
    }

    /** The counts of a candidate in a subgroup; empty where there is no image. */
    Optional<PairCounts> pair(Subgroup subgroup, StudiedModel candidate) {
        return Optional.ofNullable(subgroups.get(subgroup))
                .map(counts -> counts.candidates().get(candidate.name()));
    }

    /** What a candidate changes in a subgroup; empty without a denominator. */
    Optional<MetricChange> change(GuardedMetric metric, Subgroup subgroup, StudiedModel candidate) {
        return pair(subgroup, candidate).flatMap(pair -> MetricChange.of(metric, pair));
    }

    /** Those subgroups, but for {@code all}, in which a metric has images enough to speak of its change. */
    Stream<Subgroup> parts(GuardedMetric metric, StudiedModel candidate) {
        return subgroups.keySet().stream()
                .filter(subgroup -> !subgroup.equals(Subgroup.ALL))
                .filter(subgroup -> change(metric, subgroup, candidate)
                        .filter(change -> change.images() >= ENOUGH)
                        .isPresent());
    }

    /** The subgroup in which a metric grows most, in points; empty where none has images enough. */
    Optional<Subgroup> worst(GuardedMetric metric, StudiedModel candidate) {
        return parts(metric, candidate)
                .max((a, b) -> Double.compare(
                        change(metric, a, candidate).orElseThrow().absolute(),
                        change(metric, b, candidate).orElseThrow().absolute()));
    }
}
