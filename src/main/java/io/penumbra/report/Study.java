package io.penumbra.report;

import io.penumbra.counts.Classes;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The results of a study, from which all tables are made.
 *
 * @param subject what was scored, in words
 * @param subgroups the counts of each subgroup; contains {@code all}
 * @param models the baseline and the candidates, in this order
 * @param exemplars the strongest exemplars, the strongest first
 * @param holdings the contents of the dataset; empty if they are of no interest
 * @param imagesPerSecond the rate at which all models together scored images
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
    /** Least images of a subgroup that may be named the worst. */
    static final long ENOUGH = 30;

    public Study {
        models = List.copyOf(models);
        exemplars = List.copyOf(exemplars);
        holdings = List.copyOf(holdings);
        if (!subgroups.containsKey(Subgroup.ALL)) {
            throw new IllegalArgumentException("no image of " + subject + " was scored, expected at least 1");
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

    /** The counts of a candidate in a subgroup; empty if it has no image. */
    Optional<PairCounts> pair(Subgroup subgroup, StudiedModel candidate) {
        return Optional.ofNullable(subgroups.get(subgroup))
                .map(counts -> counts.candidates().get(candidate.name()));
    }

    /** A metric of each class that is guarded or positive, in the order of the classes; of the error one alone. */
    List<Rate> rates(GuardedMetric metric) {
        return Rate.compared(List.of(metric), classes());
    }

    /** The change of a rate in a subgroup; empty without a denominator. */
    Optional<MetricChange> change(Rate rate, Subgroup subgroup, StudiedModel candidate) {
        return pair(subgroup, candidate).flatMap(pair -> MetricChange.of(rate, pair));
    }

    /** The subgroups other than {@code all} that have enough images for a change of the rate. */
    Stream<Subgroup> parts(Rate rate, StudiedModel candidate) {
        return subgroups.keySet().stream()
                .filter(subgroup -> !subgroup.equals(Subgroup.ALL))
                .filter(subgroup -> change(rate, subgroup, candidate)
                        .filter(change -> change.images() >= ENOUGH)
                        .isPresent());
    }

    /** The subgroup in which a rate grows most, in percentage points; empty if none has enough images. */
    Optional<Subgroup> worst(Rate rate, StudiedModel candidate) {
        return parts(rate, candidate)
                .max((a, b) -> Double.compare(
                        change(rate, a, candidate).orElseThrow().absolute(),
                        change(rate, b, candidate).orElseThrow().absolute()));
    }
}
