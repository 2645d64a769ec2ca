package io.penumbra.plan;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many images of each subgroup come in an hour of event time.
 *
 * @param perHour by subgroup; empty if the pace is not known
 */
public record Pace(Map<Subgroup, Double> perHour) {
    /** Nothing is known, for example in the first minute of a stream. */
    public static final Pace UNKNOWN = new Pace(Map.of());

    private static final double HOUR_MS = Duration.ofHours(1).toMillis();
    /** Longer times are not told apart. */
    private static final double MOST_HOURS = 1e7;

    public Pace {
        perHour.forEach((subgroup, rate) -> {
            if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        subgroup + " has " + rate + " images an hour, expected a number above 0");
            }
        });
        perHour = Map.copyOf(perHour);
    }

    /**
     * The pace of the last 24 hours, or since the baseline's first image if that is later. The first and the last
     * minute are filled in part, so they count as one. A subgroup without an image in this time is absent.
     */
    public static Pace of(Snapshot snapshot) {
        Optional<Baseline> baseline = snapshot.baseline();
        Optional<Pane> newest = snapshot.newest();
        if (baseline.isEmpty() || newest.isEmpty()) {
            return UNKNOWN;
        }
        Pane last = newest.get();
        long firstMs = snapshot.panes().entrySet().stream()
                .filter(pane -> Window.DAY.holds(pane.getKey(), last))
                .filter(pane -> pane.getValue().scored(Subgroup.ALL, baseline.get()) > 0)
                .mapToLong(pane -> pane.getKey().startMs())
                .min()
                .orElse(last.startMs());
        double hours = (last.startMs() - firstMs) / HOUR_MS;
        if (hours == 0) {
            return UNKNOWN;
        }
        var perHour = new HashMap<Subgroup, Double>();
        snapshot.window(Window.DAY).forEach((subgroup, counts) -> {
            if (counts.scored() > 0) {
                perHour.put(subgroup, counts.scored() / hours);
            }
        });
        return new Pace(perHour);
    }

    public boolean isKnown() {
        return !perHour.isEmpty();
    }

    /** Images of a subgroup in an hour. Empty if the pace is not known, or if no image of it came. */
    public OptionalDouble perHour(Subgroup subgroup) {
        Double rate = perHour.get(subgroup);
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** How long it takes until so many images of a subgroup came. Empty if its pace is not known. */
    Optional<Duration> time(Subgroup subgroup, long images) {
        OptionalDouble rate = perHour(subgroup);
        return rate.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis(Math.round(HOUR_MS * Math.min(MOST_HOURS, images / rate.getAsDouble()))));
    }
}
