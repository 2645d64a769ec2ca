package io.penumbra.lag;

import java.util.OptionalLong;

/**
 * How far one reader is behind the end of one partition. Immutable; a newer one is made of what is seen next.
 *
 * <p>The end is that of the log, with all that is written and not committed. So a transaction that stays open shows: no
 * reader of committed records passes it.
 *
 * @param position the offset of the next record to read; empty while the reader does not know where to read
 * @param end the offset of the next record to be written
 * @param currentMs all that was written before this time is read, in milliseconds since the epoch; empty if that was
 *     never seen
 * @param goal an end that is not reached yet; meaningless while nothing waits
 * @param goalMs when the goal was seen as the end
 * @param movedMs when the position last changed, or nothing waited
 */
public record Lag(OptionalLong position, long end, OptionalLong currentMs, long goal, long goalMs, long movedMs) {
    /** What is seen first. */
    static Lag first(OptionalLong position, long end, long nowMs) {
        boolean current = position.isPresent() && position.getAsLong() == end;
        return new Lag(position, end, current ? OptionalLong.of(nowMs) : OptionalLong.empty(), end, nowMs, nowMs);
    }

    /**
     * What is seen next.
     *
     * @param now the position, which was read before the end; so it lies after the end only if the topic was made anew
     * @param newEnd the end as it was at the time {@code nowMs}
     */
    Lag next(OptionalLong now, long newEnd, long nowMs) {
        if (now.isPresent() && now.getAsLong() == newEnd) {
            return new Lag(now, newEnd, OptionalLong.of(nowMs), newEnd, nowMs, nowMs);
        }
        boolean moved = now.isPresent() && !now.equals(position);
        boolean waited = position.isEmpty() || position.getAsLong() != end;
        boolean reached = now.isPresent() && now.getAsLong() >= goal && now.getAsLong() < newEnd;
        return new Lag(
                now,
                newEnd,
                reached ? OptionalLong.of(goalMs) : currentMs,
                reached ? newEnd : goal,
                reached ? nowMs : goalMs,
                moved || !waited ? nowMs : movedMs);
    }

    /** Offsets between the position and the end. Some may be markers of transactions. */
    public long records() {
        return position.isPresent() ? Math.max(0, end - position.getAsLong()) : end;
    }

    /** Whether the position lies after the end. Then the topic was made anew. */
    boolean isBeyond() {
        return position.isPresent() && position.getAsLong() > end;
    }

    /** For how long something waits and nothing was read, in milliseconds; 0 if nothing waits. */
    long stillMs(long nowMs) {
        return position.isPresent() && position.getAsLong() == end ? 0 : nowMs - movedMs;
    }
}
