package io.penumbra.bench;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Observed;
import io.penumbra.verdict.Outcomes;
import io.penumbra.verdict.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Labelled images of two classes, two sexes and two ages. A candidate does worse and better on them at known rates. */
final class SimulatedStream {
    private static final double MALE = 0.5;
    private static final double OLD = 0.25;
    private static final double POSITIVE = 0.3;
    private static final Subgroup MEN = Subgroup.named("sex=male");
    private static final Rate FALSE_POSITIVES = Rate.of(GuardedMetric.FALSE_POSITIVE_RATE, "blond");
    private static final Rate FALSE_NEGATIVES = Rate.of(GuardedMetric.FALSE_NEGATIVE_RATE, "blond");
    private static final int LEAVES = 4;
    private static final List<String> LEAF_NAMES =
            List.of("age=young,sex=female", "age=young,sex=male", "age=old,sex=female", "age=old,sex=male");
    /** The leaves of each subgroup, in the order of tables. */
    private static final Map<Subgroup, int[]> SUBGROUPS = new LinkedHashMap<>();

    static {
        SUBGROUPS.put(Subgroup.ALL, new int[] {0, 1, 2, 3});
        SUBGROUPS.put(Subgroup.named("age=old"), new int[] {2, 3});
        SUBGROUPS.put(Subgroup.named("age=young"), new int[] {0, 1});
        SUBGROUPS.put(Subgroup.named("sex=female"), new int[] {0, 2});
        SUBGROUPS.put(MEN, new int[] {1, 3});
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            SUBGROUPS.put(Subgroup.named(LEAF_NAMES.get(leaf)), new int[] {leaf});
        }
    }

    /**
     * How often the candidate differs. The shares are the same in both classes, so they hold for all three metrics.
     *
     * @param regressions share of images on which only the candidate is wrong
     * @param fixes share of images on which only the baseline is wrong
     */
    record Rates(double regressions, double fixes) {
        Rates {
            if (!(regressions >= 0 && fixes >= 0 && regressions + fixes <= 1)) {
                throw new IllegalArgumentException("regressions are " + regressions + " and fixes " + fixes
                        + ", expected shares of at least 0 and a sum of at most 1");
            }
        }
    }

    private final SplittableRandom random;
    private final Rates women;
    private final Rates men;
    /** By leaf and class. */
    private final long[][] images = new long[LEAVES][2];

    private final long[][] regressions = new long[LEAVES][2];
    private final long[][] fixes = new long[LEAVES][2];

    SimulatedStream(SplittableRandom random, Rates women, Rates men) {
        this.random = random;
        this.women = women;
        this.men = men;
    }

    static Set<Exemption> subgroupsOtherThanMen() {
        return SUBGROUPS.keySet().stream()
                .filter(subgroup -> !subgroup.equals(MEN))
                .map(subgroup -> new Exemption(subgroup, Optional.empty()))
                .collect(Collectors.toSet());
    }

    /** Adds {@code count} images. */
    void see(int count) {
        for (int i = 0; i < count; i++) {
            boolean male = random.nextDouble() < MALE;
            int leaf = (random.nextDouble() < OLD ? 2 : 0) + (male ? 1 : 0);
            int y = random.nextDouble() < POSITIVE ? 1 : 0;
            Rates rates = male ? men : women;
            double drawn = random.nextDouble();
            images[leaf][y]++;
            if (drawn < rates.regressions()) {
                regressions[leaf][y]++;
            } else if (drawn < rates.regressions() + rates.fixes()) {
                fixes[leaf][y]++;
            }
        }
    }

    /** All subgroups as the gate sees them. */
    List<Observed> observed() {
        var observed = new ArrayList<Observed>(SUBGROUPS.size());
        SUBGROUPS.forEach((subgroup, leaves) -> {
            PairedCounts negatives = sum(leaves, 0);
            PairedCounts positives = sum(leaves, 1);
            PairedCounts all = negatives.plus(positives);
            observed.add(new Observed(
                    subgroup,
                    all.total(),
                    all.regressions() + all.fixes(),
                    0,
                    all.total(),
                    all.total(),
                    0,
                    Map.of(
                            Rate.ERROR,
                            outcomes(all),
                            FALSE_POSITIVES,
                            outcomes(negatives),
                            FALSE_NEGATIVES,
                            outcomes(positives))));
        });
        return observed;
    }

    private PairedCounts sum(int[] leaves, int y) {
        PairedCounts sum = PairedCounts.NONE;
        for (int leaf : leaves) {
            sum = sum.plus(PairedCounts.among(images[leaf][y], regressions[leaf][y], fixes[leaf][y]));
        }
        return sum;
    }

    private static Outcomes outcomes(PairedCounts counts) {
        return Outcomes.labelled(
                counts,
                new Proportion(counts.fixes(), counts.total()),
                new Proportion(counts.regressions(), counts.total()));
    }
}
