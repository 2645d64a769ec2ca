package io.penumbra.demo;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.statistics.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The demo's line of progress. */
public final class Progress {
    /** The fewest labelled images with which a subgroup's change is worth a line. */
    private static final long ENOUGH = 30;

    private record Gap(String candidate, Subgroup subgroup, double excess) {}

    /**
     * Images, images per second, each model's error, and the widest gap: the subgroup whose error a candidate raises
     * most beyond that of all.
     *
     * @param scored images in the last {@code seconds}
     */
    String line(Snapshot snapshot, long scored, int seconds) {
        SortedMap<Subgroup, SubgroupCounts> window = snapshot.window(Window.VERSION);
        SubgroupCounts all = window.get(Subgroup.ALL);
        if (all == null) {
            return "no image scored yet";
        }
        var errors = new ArrayList<String>();
        errors.add(all.baseline().version().name() + " "
                + StatisticsTable.percent(all.baseline().confusion().errors()));
        all.candidates()
                .forEach((name, pair) -> errors.add(name + " "
                        + StatisticsTable.percent(pair.candidate().confusion().errors())));
        return String.format(
                Locale.ROOT,
                "%,d images, %d/s · error: %s%s",
                all.scored(),
                Math.round((double) scored / seconds),
                String.join(", ", errors),
                widest(window, all).map(Progress::describe).orElse(""));
    }

    private static String describe(Gap gap) {
        return String.format(
                Locale.ROOT,
                " · widest gap: %s changes the error of %s by %+.2f points more than the error of all",
                gap.candidate(),
                gap.subgroup(),
                100 * gap.excess());
    }

    private static Optional<Gap> widest(SortedMap<Subgroup, SubgroupCounts> window, SubgroupCounts all) {
        List<Gap> gaps = window.entrySet().stream()
                .flatMap(subgroup -> subgroup.getValue().candidates().entrySet().stream()
                        .filter(pair -> pair.getValue().labelled() >= ENOUGH)
                        .flatMap(pair -> Optional.ofNullable(all.candidates().get(pair.getKey()))
                                .flatMap(overall -> gap(subgroup.getKey(), pair.getValue(), overall))
                                .stream()))
                .collect(Collectors.toList());
        return gaps.stream().max(Comparator.comparingDouble(Gap::excess)).filter(gap -> gap.excess() > 0);
    }

    private static Optional<Gap> gap(Subgroup subgroup, PairCounts of, PairCounts all) {
        Optional<Change> change = change(of);
        Optional<Change> overall = change(all);
        return change.isPresent() && overall.isPresent()
                ? Optional.of(new Gap(
                        of.candidate().version().name(), subgroup, change.get().excessHarm(overall.get())))
                : Optional.empty();
    }

    private static Optional<Change> change(PairCounts pair) {
        return Change.between(
                pair.baseline().confusion().errors(),
                pair.candidate().confusion().errors());
    }
}
