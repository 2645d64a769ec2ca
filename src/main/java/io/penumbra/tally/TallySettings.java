package io.penumbra.tally;

import io.penumbra.audit.Picks;
import io.penumbra.counts.Accepted;
import io.penumbra.counts.Durations;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Window;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the tally. Each is checked.
 *
 * @param values find the leaf of an image; the same object for all tasks
 * @param retained how long a pane is kept before it joins the cell since the versions' start; at least the longest window
 * @param remembered how long a cell since the versions' start is kept after its last image
 * @param mostExemplars the number of exemplars of a candidate that a window shows
 * @param maxAhead how far an event time may lie ahead of the clock; later scores are refused
 * @param labels late labels; if empty, no label is waited for and no duplicate is noticed
 * @param accepted the versions that may be current; there is always room for their counts
 * @param picks the images that the audit counts and keeps to be labelled
 */
public record TallySettings(
        Topics topics,
        KeptValues values,
        Duration retained,
        Duration remembered,
        Duration maxAhead,
        int mostExemplars,
        Optional<Labels> labels,
        Accepted accepted,
        Picks picks) {
    /** The limit keeps a pane's exemplars within one record. */
    public static final int MOST_EXEMPLARS = 300;

    /** Largest difference between the clocks of two instances that is allowed for, in milliseconds. */
    static final long SKEW_MS = 60_000;

    public TallySettings {
        if (retained.compareTo(Window.longest()) < 0) {
            throw new IllegalArgumentException("panes are retained for " + Durations.text(retained)
                    + ", expected at least " + Durations.text(Window.longest()) + ", the longest window");
        }
        if (remembered.compareTo(retained) < 0) {
            throw new IllegalArgumentException("versions are remembered for " + Durations.text(remembered)
                    + ", expected at least " + Durations.text(retained) + ", the retention of panes");
        }
        if (mostExemplars < 1 || mostExemplars > MOST_EXEMPLARS) {
            throw new IllegalArgumentException(
                    "the exemplars of a window are limited to " + mostExemplars + ", expected 1 to " + MOST_EXEMPLARS);
        }
        labels.ifPresent(later -> {
            if (later.longestWait().compareTo(remembered) > 0) {
                throw new IllegalArgumentException(
                        "the wait for labels is " + Durations.text(later.longestWait()) + ", expected at most "
                                + Durations.text(remembered) + ", the time that versions are remembered");
            }
        });
        if (maxAhead.isNegative()) {
            throw new IllegalArgumentException("an event time may lie ahead of the clock by " + Durations.text(maxAhead)
                    + ", expected at least 0s");
        }
    }

    /** Settings that accept any version and audit every image. */
    public TallySettings(
            Topics topics,
            KeptValues values,
            Duration retained,
            Duration remembered,
            Duration maxAhead,
            int mostExemplars,
            Optional<Labels> labels) {
        this(topics, values, retained, remembered, maxAhead, mostExemplars, labels, Accepted.ANY, Picks.DEFAULT);
    }

    /**
     * The names of the topics that the tally reads and writes.
     *
     * @param flips the topic for images that the audit may have labelled
     * @param claims the topic on which people claim such images
     * @param forgotten the topic of the images that are forgotten
     * @param deadLetters the topic for scores that cannot be counted
     */
    public record Topics(
            String scores,
            String tallies,
            String exemplars,
            String references,
            String flips,
            String claims,
            String forgotten,
            String deadLetters) {}

    /**
     * How late labels are joined. A label may come after its image or before it.
     *
     * @param topic the topic of labels; it has as many partitions as the topic of scores
     * @param longestWait how long an image waits for a label, and a label for its image
     */
    public record Labels(String topic, String deadLetterTopic, Duration longestWait) {
        public Labels {
            if (longestWait.isNegative() || longestWait.isZero()) {
                throw new IllegalArgumentException(
                        "the wait for labels is " + Durations.text(longestWait) + ", expected more than 0s");
            }
        }
    }

    /** No image of this instance or of another can be later than this. */
    long latestMs(long nowMs) {
        return nowMs + maxAhead.toMillis() + SKEW_MS;
    }

    long retainedPanes() {
        return retained.toMinutes() / Pane.LENGTH.toMinutes();
    }
}
