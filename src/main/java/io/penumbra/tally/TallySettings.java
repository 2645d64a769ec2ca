package io.penumbra.tally;

import io.penumbra.counts.Pane;
import io.penumbra.counts.Window;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the tally has to know.
 *
 * @param attributes the ones that make the leaves; others are ignored; at most 8, since an image counts in 2^n subgroups
 * @param maxLeaves how many leaves a task keeps at a time before the next ones count as {@code other}
 * @param retained how long a pane is kept before it goes into the cell since the versions' start: at least the longest window
 * @param remembered how long a cell since the versions' start is kept in which nothing more is counted
 * @param mostExemplars that a window shows of each candidate
 * @param maxAhead how far an event time may lie ahead of the clock before the score is refused
 * @param labels those that come later; empty where none are waited for, and no duplicates noticed
 */
public record TallySettings(
        Topics topics,
        List<String> attributes,
        int maxLeaves,
        Duration retained,
        Duration remembered,
        Duration maxAhead,
        int mostExemplars,
        Optional<Labels> labels) {
    /** So that a record of theirs has room for all. */
    public static final int MOST_EXEMPLARS = 300;

    public TallySettings {
        attributes = List.copyOf(attributes);
        if (attributes.size() > 8 || new HashSet<>(attributes).size() != attributes.size()) {
            throw new IllegalArgumentException(
                    "subgroups are made of at most 8 attributes, each named once, not " + attributes);
        }
        if (maxLeaves < 1) {
            throw new IllegalArgumentException("a task keeps at least one leaf, not " + maxLeaves);
        }
        if (retained.compareTo(Window.longest()) < 0) {
            throw new IllegalArgumentException(
                    "panes are kept for at least " + Window.longest() + ", the longest window, not " + retained);
        }
        if (remembered.compareTo(retained) < 0) {
            throw new IllegalArgumentException(
                    "what scores no more is remembered for at least " + retained + ", as panes are, not " + remembered);
        }
        if (mostExemplars < 1 || mostExemplars > MOST_EXEMPLARS) {
            throw new IllegalArgumentException("1 to " + MOST_EXEMPLARS + " exemplars are kept, not " + mostExemplars);
        }
        labels.ifPresent(later -> {
            if (later.longestWait().compareTo(remembered) > 0) {
                throw new IllegalArgumentException("labels are waited for for at most " + remembered
                        + ", for which what they change is remembered, not " + later.longestWait());
            }
        });
        if (maxAhead.isNegative()) {
            throw new IllegalArgumentException("an event time may lie ahead by a positive time, not " + maxAhead);
        }
    }

    /**
     * Where the tally reads and writes, by name.
     *
     * @param deadLetters for scores that cannot be counted
     */
    public record Topics(String scores, String tallies, String exemplars, String references, String deadLetters) {}

    /**
     * Labels that come later than their image, or before it.
     *
     * @param topic has as many partitions as the topic of scores
     * @param longestWait how long an image waits for a label, and a label for its image
     */
    public record Labels(String topic, String deadLetterTopic, Duration longestWait) {
        public Labels {
            if (longestWait.isNegative() || longestWait.isZero()) {
                throw new IllegalArgumentException("labels are waited for for a positive time, not " + longestWait);
            }
        }
    }

    /** Panes retained. */
    long retainedPanes() {
        return retained.toMinutes() / Pane.LENGTH.toMinutes();
    }
}
