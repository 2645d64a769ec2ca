package io.penumbra.tally;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.HourSum;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.HourCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one task. Each image that counts in a cell counts in its hour too, while the hour is kept. So the hours
 * are right after late images, corrections and restarts, as the cells are.
 */
final class TaskHours {
    private final Duration keptFor;
    private final LeftOut leftOut;
    private final HourCheck check = new HourCheck();
    /** Hours to write, besides the open ones of the store. */
    private final Map<CellKey, HourCounts> changed = new LinkedHashMap<>();
    /** The lineups that have an hour. */
    private final Set<Long> lineups = new HashSet<>();
    /** The oldest hour that is kept, by its first pane. */
    private @Nullable Pane horizon;

    private boolean mayLeave;

    private ProcessorContext<Object, Object> context;
    private HourStore store;

    @SuppressWarnings("NullAway.Init") // by init
    TaskHours(TallySettings settings, LeftOut leftOut) {
        this.keptFor = HourCounts.KEPT.compareTo(settings.remembered()) < 0 ? HourCounts.KEPT : settings.remembered();
        this.leftOut = leftOut;
    }

    /** @param latestMs no image can be later, in milliseconds since the epoch */
    void init(ProcessorContext<Object, Object> context, long latestMs) {
        this.context = context;
        this.store = context.getStateStore(HourStore.NAME);
        changed.clear();
        lineups.clear();
        horizon = null;
        mayLeave = false;
        var wrong = new ArrayList<CellKey>();
        try (var hours = store.all()) {
            hours.forEachRemaining(hour -> {
                if (hour.key == null || hour.value == null) {
                    return; // unreadable, or of another layout
                }
                try {
                    check.check(hour.key, hour.value, latestMs);
                    changed.put(hour.key, hour.value);
                    lineups.add(hour.key.lineup());
                    meet(hour.key.pane().orElseThrow());
                } catch (IllegalArgumentException e) {
                    leftOut.leaveOut(
                            LeftOut.changelog(context, HourStore.NAME),
                            "the hour " + hour.key,
                            String.valueOf(e.getMessage()));
                    wrong.add(hour.key);
                }
            });
        }
        wrong.forEach(store::delete);
    }

    private static CellKey key(ScoredImage image, long lineup) {
        return CellKey.of(HourCounts.at(image.timeMs()), Subgroup.ALL, lineup);
    }

    private void meet(Pane hour) {
        Pane oldest = HourCounts.at(hour.startMs() - keptFor.toMillis() + HourCounts.LENGTH.toMillis());
        if (horizon == null || oldest.compareTo(horizon) > 0) {
            horizon = oldest;
            mayLeave = true;
        }
    }

    private boolean isKept(CellKey key) {
        Pane oldest = horizon;
        return key.pane()
                .filter(hour -> oldest == null || hour.compareTo(oldest) >= 0)
                .isPresent();
    }

    /** Counts an image that a cell counts. */
    void count(ScoredImage image, long lineup) {
        CellKey key = key(image, lineup);
        meet(key.pane().orElseThrow());
        if (isKept(key)) {
            lineups.add(lineup);
            store.open(key, image.lineup()).add(image);
        }
    }

    /** Takes an image back and counts it with another label or leaf. Changes nothing if its hour is not kept. */
    void recount(ScoredImage before, ScoredImage now, long lineup) {
        CellKey key = key(now, lineup);
        HourSum hour = isKept(key) ? store.openIfThere(key, now.lineup()) : null;
        if (hour != null && hour.takeBackIfHeld(before)) {
            hour.add(now);
        }
    }

    /** Writes the hours that changed, as a whole, and deletes those that are no longer kept. */
    void write(long nowMs, Predicate<Long> isKeptLineup) {
        store.close(changed::put);
        if (mayLeave || !lineups.stream().allMatch(isKeptLineup)) {
            leave(nowMs, isKeptLineup);
        }
        changed.forEach((key, hour) -> {
            if (hour.scored() == 0) {
                store.delete(key);
            }
            send(key, hour.scored() == 0 ? null : hour, nowMs);
        });
        changed.clear();
    }

    private void leave(long nowMs, Predicate<Long> isKeptLineup) {
        mayLeave = false;
        lineups.removeIf(lineup -> !isKeptLineup.test(lineup));
        var left = new ArrayList<CellKey>();
        try (var hours = store.all()) {
            hours.forEachRemaining(hour -> {
                if (hour.key != null && !(isKept(hour.key) && isKeptLineup.test(hour.key.lineup()))) {
                    left.add(hour.key);
                }
            });
        }
        for (CellKey key : left) {
            store.delete(key);
            changed.remove(key);
            send(key, null, nowMs);
        }
    }

    /** Writes all hours again with the next write. */
    void refresh() {
        try (var hours = store.all()) {
            hours.forEachRemaining(hour -> {
                if (hour.key != null && hour.value != null) {
                    changed.putIfAbsent(hour.key, hour.value);
                }
            });
        }
    }

    private void send(CellKey key, @Nullable HourCounts hour, long nowMs) {
        context.forward(
                new Record<Object, Object>(new TallyKey(context.taskId().partition(), key), hour, nowMs),
                TallyProcessor.HOURS);
    }
}
