package io.penumbra.wire;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;

/** Checks that an hour that was read belongs under its key. Used by one thread. */
public final class HourCheck {
    private final Lineups lineups = new Lineups();

    /**
     * Checks an hour and its key.
     *
     * @param latestMs no image can be later, in milliseconds since the epoch
     * @throws IllegalArgumentException if the hour cannot stand there
     */
    public void check(CellKey key, HourCounts hour, long latestMs) {
        long lineup = lineups.id(hour.lineup());
        if (key.lineup() != lineup) {
            throw new IllegalArgumentException("the key has the lineup " + key.lineup() + " and the hour " + lineup);
        }
        Pane first = key.pane().orElseThrow(() -> new IllegalArgumentException("the key of an hour has no time"));
        if (!HourCounts.at(first.startMs()).equals(first)
                || Math.abs(first.startMs()) > ScoreReader.FARTHEST_MS
                || !key.leaf().equals(Subgroup.ALL)) {
            throw new IllegalArgumentException(
                    "the key of an hour is " + key + ", expected the start of an hour and the leaf all");
        }
        CellCheck.checkTime(first.startMs(), latestMs);
    }
}
