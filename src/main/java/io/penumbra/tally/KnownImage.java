package io.penumbra.tally;

import io.penumbra.wire.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a task knows about one image id. It is either the counted scores, one for each lineup, and the label that
 * counts; or the labels that wait for the first score; or, of a forgotten image, under which lineups it was counted.
 * Used by one thread.
 */
final class KnownImage {
    static final long NEVER = Long.MIN_VALUE;

    private final List<CountedScore> scores;
    private final List<EarlyLabel> early;
    private final long storedMs;
    private final boolean storedEarly;
    private final boolean storedScores;
    private @Nullable Label label;
    private @Nullable Label sample;
    private final Set<Long> countedUnder = new TreeSet<>();
    private long forgottenMs = NEVER;
    private @Nullable Bytes storedKey;

    /**
     * What is left of a forgotten image.
     *
     * @param forgottenMs when it was forgotten, or when its last score came after that
     * @param countedUnder the lineups under which it was counted
     */
    static KnownImage forgotten(long forgottenMs, List<Long> countedUnder) {
        var image = new KnownImage(List.of(), null, null, List.of(), forgottenMs);
        image.countedUnder.addAll(countedUnder);
        return image;
    }

    /**
     * @param label the last label of any kind
     * @param sample the last label that was not chosen, if a chosen one came after it
     */
    KnownImage(List<CountedScore> scores, @Nullable Label label, @Nullable Label sample, List<EarlyLabel> early) {
        this(scores, label, sample, early, NEVER);
    }

    private KnownImage(
            List<CountedScore> scores,
            @Nullable Label label,
            @Nullable Label sample,
            List<EarlyLabel> early,
            long forgottenMs) {
        this.forgottenMs = forgottenMs;
        this.scores = new ArrayList<>(scores);
        this.label = label;
        this.sample = sample != null || label == null || label.isChosen() ? sample : label;
        this.early = new ArrayList<>(early);
        this.storedMs = arrivedMs();
        this.storedEarly = isEarly();
        this.storedScores = !scores.isEmpty();
    }

    /** Knows nothing yet. */
    KnownImage() {
        this(List.of(), null, null, List.of());
    }

    /** The scores that were counted, one for each lineup. */
    List<CountedScore> scores() {
        return Collections.unmodifiableList(scores);
    }

    /** Adds a counted score. Its lineup must be a new one for this image. */
    void count(CountedScore score) {
        scores.add(score);
    }

    /** Removes counted scores; the last one takes the label with it. */
    void forget(Predicate<CountedScore> which) {
        scores.removeIf(which);
        if (scores.isEmpty()) {
            label(null);
        }
    }

    /** The score under a lineup. */
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

    /** The last label of any kind. A label inside a score is not meant. */
    @Nullable
    Label label() {
        return label;
    }

    /** The last label that was not chosen. A label inside a score is not meant. */
    @Nullable
    Label sample() {
        return sample;
    }

    /** Sets the last label; null takes back all labels. A chosen one leaves the label before it in the sample. */
    void label(@Nullable Label now) {
        label = now;
        sample = now == null || !now.isChosen() ? now : sample;
    }

    /** Labels that wait for the first score, from first to last. */
    List<EarlyLabel> early() {
        return Collections.unmodifiableList(early);
    }

    /**
     * Adds a label that waits for the first score.
     *
     * @param most the number of labels that may wait
     * @return whether the first label was dropped to make room
     */
    boolean await(EarlyLabel label, int most) {
        early.add(label);
        boolean tooMany = early.size() > most;
        if (tooMany) {
            early.remove(0);
        }
        return tooMany;
    }

    /** Drops all labels that wait. */
    void endWait() {
        early.clear();
    }

    /** Whether labels wait for the image. */
    boolean isEarly() {
        return !early.isEmpty();
    }

    /** The value of {@link #arrivedMs()} when this was read from the store. */
    long storedMs() {
        return storedMs;
    }

    /** The value of {@link #isEarly()} when this was read from the store. */
    boolean storedEarly() {
        return storedEarly;
    }

    /** Whether a score had been counted when this was read from the store. */
    boolean storedScores() {
        return storedScores;
    }

    boolean isEmpty() {
        return scores.isEmpty() && early.isEmpty() && !isForgotten();
    }

    /** Forgets all but under which lineups the image was counted. */
    void forgetImage(long nowMs) {
        scores.forEach(score -> countedUnder.add(score.cell().lineup()));
        scores.clear();
        early.clear();
        label(null);
        forgottenMs = nowMs;
    }

    /** Whether the image is forgotten. */
    boolean isForgotten() {
        return forgottenMs != NEVER;
    }

    /** When the image was forgotten, or its last score came after that; {@link #NEVER} if it is not forgotten. */
    long forgottenMs() {
        return forgottenMs;
    }

    /** The lineups under which a forgotten image was counted. */
    Set<Long> countedUnder() {
        return Collections.unmodifiableSet(countedUnder);
    }

    /** Notes that a forgotten image was counted under one more lineup. */
    void countForgotten(long lineup, long nowMs) {
        countedUnder.add(lineup);
        forgottenMs = nowMs;
    }

    /** Drops lineups under which nothing counts the forgotten image any more. */
    void uncount(LongPredicate lineups) {
        countedUnder.removeIf(lineups::test);
    }

    /** Drops what is left of a forgotten image. */
    void endForgotten() {
        countedUnder.clear();
        forgottenMs = NEVER;
    }

    /** The key under which this was read from the store; null if it was not. */
    @Nullable
    Bytes storedKey() {
        return storedKey;
    }

    /** Says under which key this was read from the store. */
    KnownImage storedUnder(Bytes key) {
        storedKey = key;
        return this;
    }

    /**
     * When the last score came, or the last label that waits for one, or when the image was forgotten, in milliseconds
     * since the epoch. {@link #NEVER} if there is none of them.
     */
    long arrivedMs() {
        long last = forgottenMs;
        for (CountedScore score : scores) {
            last = Math.max(last, score.arrivedMs());
        }
        for (EarlyLabel waiting : early) {
            last = Math.max(last, waiting.arrivedMs());
        }
        return last;
    }
}
