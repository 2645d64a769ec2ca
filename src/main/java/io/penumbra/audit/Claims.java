package io.penumbra.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Who is looking at which image, so that two people never get the same one. Any number of threads may use it. */
public final class Claims {
    /** How long an image belongs to the one who got it. */
    public static final Duration LASTING = Duration.ofMinutes(10);

    private static final int MOST_SKIPPED = 10_000;

    /**
     * An image that somebody got.
     *
     * @param done whether it has been labelled since; then nobody gets it, this one neither
     */
    private record Claim(String who, long untilMs, boolean done) {}

    private final LongSupplier clock;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Set<String>> skipped = new LinkedHashMap<>();

    /** @param clock milliseconds since the epoch */
    public Claims(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Gives somebody the first images that nobody else has and that this one did not skip. Those that this one has
     * already come first.
     */
    public synchronized List<AuditImage> claim(String who, List<AuditImage> queue, int most) {
        long nowMs = clock.getAsLong();
        claims.values().removeIf(claim -> claim.untilMs() <= nowMs);
        var had = new ArrayList<AuditImage>();
        var more = new ArrayList<AuditImage>();
        Set<String> notThese = skipped.getOrDefault(who, Set.of());
        for (AuditImage image : queue) {
            Claim claim = claims.get(image.id());
            if (notThese.contains(image.id())) {
                continue;
            }
            if (claim == null) {
                more.add(image);
            } else if (claim.who().equals(who) && !claim.done()) {
                had.add(image);
            }
        }
        had.addAll(more);
        List<AuditImage> given = had.subList(0, Math.min(most, had.size()));
        given.forEach(image -> claims.put(image.id(), new Claim(who, nowMs + LASTING.toMillis(), false)));
        return List.copyOf(given);
    }

    /** The other person who has an image now; empty if nobody else has it. */
    public synchronized Optional<String> other(String who, String id) {
        Claim claim = claims.get(id);
        return claim == null
                        || claim.untilMs() <= clock.getAsLong()
                        || claim.who().equals(who)
                ? Optional.empty()
                : Optional.of(claim.who());
    }

    /** Somebody has labelled the image. Until that is counted, nobody gets it. */
    public synchronized void done(String who, String id) {
        claims.put(id, new Claim(who, clock.getAsLong() + LASTING.toMillis(), true));
    }

    /** Whether somebody has labelled the image a moment ago. */
    public synchronized boolean isDone(String id) {
        Claim claim = claims.get(id);
        return claim != null && claim.done() && claim.untilMs() > clock.getAsLong();
    }

    /** The image belongs to somebody who has not labelled it. */
    public synchronized void hold(String who, String id) {
        claims.put(id, new Claim(who, clock.getAsLong() + LASTING.toMillis(), false));
    }

    /** Frees an image and never gives it to this one again. */
    public synchronized void skip(String who, String id) {
        claims.remove(id);
        Set<String> of = skipped.computeIfAbsent(who, absent -> new HashSet<>());
        if (of.size() < MOST_SKIPPED) {
            of.add(id);
        }
        if (skipped.size() > MOST_SKIPPED) {
            skipped.remove(skipped.keySet().iterator().next());
        }
    }
}
