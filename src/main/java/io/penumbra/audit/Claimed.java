package io.penumbra.audit;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has an image, after all claims on it so far. It follows from the topic of claims alone, so that every instance
 * says the same.
 *
 * @param holder who has it or has labelled it; empty if nobody has
 * @param labelled whether the holder has labelled it. Then nobody gets it, the holder neither
 * @param untilMs until when it belongs to the holder, milliseconds since the epoch
 * @param skippedBy who could not tell what it shows
 * @param at the place of the last claim on it in its partition of the topic
 * @param atMs when that claim was written
 */
public record Claimed(
        Optional<String> holder, boolean labelled, long untilMs, Set<String> skippedBy, long at, long atMs) {
    /** How long an image belongs to the one who got it. */
    public static final Duration LASTING = Duration.ofMinutes(10);

    /** By how much the clocks of instances may differ. */
    static final Duration SKEW = Duration.ofMinutes(1);
    /** How long claims are kept. After that, who skipped an image may get it again. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** An image that nobody ever had. */
    public static final Claimed NEVER = new Claimed(Optional.empty(), false, 0, Set.of(), -1, 0);

    public Claimed {
        skippedBy = Set.copyOf(skippedBy);
    }

    /** The state after one more claim, which changes nothing if somebody else has the image, unless it releases it. */
    public Claimed after(Claim claim, long place, long nowMs) {
        if (claim.kind() != Claim.Kind.RELEASED && other(claim.who(), nowMs).isPresent()) {
            return new Claimed(holder, labelled, untilMs, skippedBy, place, nowMs);
        }
        return switch (claim.kind()) {
            case TAKEN -> held(claim.who(), false, place, nowMs);
            case LABELLED -> held(claim.who(), true, place, nowMs);
            case SKIPPED ->
                free(
                        Stream.concat(skippedBy.stream(), Stream.of(claim.who()))
                                .collect(Collectors.toSet()),
                        place,
                        nowMs);
            case RELEASED -> free(skippedBy, place, nowMs);
        };
    }

    private Claimed held(String who, boolean done, long place, long nowMs) {
        return new Claimed(Optional.of(who), done, nowMs + LASTING.toMillis(), skippedBy, place, nowMs);
    }

    private static Claimed free(Set<String> skippedBy, long place, long nowMs) {
        return new Claimed(Optional.empty(), false, 0, skippedBy, place, nowMs);
    }

    /** The other person who has it; empty if nobody else has. A claim is over once it is over by every clock. */
    Optional<String> other(String who, long nowMs) {
        return holder.filter(other -> !other.equals(who) && nowMs < untilMs + SKEW.toMillis());
    }

    /** Whether this one has it and has not labelled it. */
    boolean isWith(String who, long nowMs) {
        return !labelled && nowMs < untilMs && holder.filter(who::equals).isPresent();
    }

    /** Whether somebody has labelled it a moment ago. */
    boolean isLabelled(long nowMs) {
        return labelled && nowMs < untilMs;
    }
}
