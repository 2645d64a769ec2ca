package io.penumbra.tally;

import io.penumbra.wire.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a task knows of one image id: the scores that were counted, one for each lineup, and the label that counts; or the labels that
 * wait for the first score. Belongs to one thread.
 */
final class KnownImage {
    static final long NEVER = Long.MIN_VALUE;

    private final List<CountedScore> scores;
    private final List<EarlyLabel> early;
    private final long storedMs;
    private final boolean storedEarly;
    private final boolean storedScores;
    private @Nullable Label label;

    KnownImage(List<CountedScore> scores, @Nullable Label label, List<EarlyLabel> early) {
        this.scores = new ArrayList<>(scores);
        this.label = label;
        this.early = new ArrayList<>(early);
        this.storedMs = arrivedMs();
        this.storedEarly = isEarly();
        this.storedScores = !scores.isEmpty();
    }

    /** Nothing yet. */
    KnownImage() {
        this(List.of(), null, List.of());
    }

    /** Those that were counted, one for each lineup. */
    List<CountedScore> scores() {
        return Collections.unmodifiableList(scores);
    }

    /** A score of it was counted, under a lineup of which there was none. */
    void count(CountedScore score) {
        scores.add(score);
    }

    /** Scores that were counted go, and with the last of them the label. */
    void forget(Predicate<CountedScore> which) {
        scores.removeIf(which);
        if (scores.isEmpty()) {
            label = null;
        }
    }

    /** The one under a lineup. */
    @Nullable
    CountedScore score(long lineup) {
        for (CountedScore score : scores) {
            if (score.cell().lineup() == lineup) {
                return score;
            }
        }
        return null;
    }

    void replace(CountedScore score, CountedScore by) {
        scores.set(scores.indexOf(score), by);
    }

    /** The label that came last and counts; that of the scores themselves is not here. */
    @Nullable
    Label label() {
        return label;
    }

    void label(@Nullable Label now) {
        label = now;
    }

    /** Labels that wait for the first score, the latest last. */
    List<EarlyLabel> early() {
        return Collections.unmodifiableList(early);
    }

    /**
     * A label came that waits for the first score.
     *
     * @param most that wait
     * @return whether the first of them has gone for it
     */
    boolean await(EarlyLabel label, int most) {
        early.add(label);
        boolean tooMany = early.size() > most;
        if (tooMany) {
            early.remove(0);
        }
        return tooMany;
    }

    /** No label waits any longer. */
    void endWait() {
        early.clear();
    }

    /** Whether labels wait for the image. */
    boolean isEarly() {
        return !early.isEmpty();
    }

    /** {@link #arrivedMs()} as it was when this was read. */
    long storedMs() {
        return storedMs;
    }

    /** {@link #isEarly()} as it was when this was read. */
    boolean storedEarly() {
        return storedEarly;
    }

    /** Whether a score had been counted when this was read. */
    boolean storedScores() {
        return storedScores;
    }

    boolean isEmpty() {
        return scores.isEmpty() && early.isEmpty();
    }

    /** When the last score came, or the last label that waits for one; {@link #NEVER} without any. */
    long arrivedMs() {
        long last = NEVER;
        for (CountedScore score : scores) {
            last = Math.max(last, score.arrivedMs());
        }
        for (EarlyLabel waiting : early) {
            last = Math.max(last, waiting.arrivedMs());
        }
        return last;
    }
}
