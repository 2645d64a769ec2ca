package io.penumbra.drift;

import io.penumbra.counts.HourCounts;
import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import java.time.Duration;
import java.util.SortedMap;

/** How far back a detector looks, and the panes in which it does. */
public enum Horizon {
    /** 24 hours of minutes, in every subgroup. */
    DAY("24h", Pane.LENGTH, 60, Duration.ofHours(24)),
    /** 30 days of hours, for drift too slow for a day: in all images, and in each value of one attribute. */
    MONTH("30d", HourCounts.LENGTH, 24, HourCounts.KEPT);

    private final String text;
    private final Duration pane;
    private final int panesPerGroup;
    private final Duration length;

    Horizon(String text, Duration pane, int panesPerGroup, Duration length) {
        this.text = text;
        this.pane = pane;
        this.panesPerGroup = panesPerGroup;
        this.length = length;
    }

    /** Its name in metrics and answers, for example {@code 24h}. */
    public String text() {
        return text;
    }

    Duration pane() {
        return pane;
    }

    /** The number of panes whose statistics are kept together. */
    int panesPerGroup() {
        return panesPerGroup;
    }

    Duration length() {
        return length;
    }

    boolean watches(Subgroup subgroup) {
        return this == DAY || subgroup.order() <= 1;
    }

    SortedMap<Pane, PaneSums> panes(Snapshot snapshot) {
        return this == DAY ? snapshot.panes() : snapshot.hours();
    }
}
