package io.penumbra.audit;

import io.penumbra.audit.Claim.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives images to people, so that two never get the same one, whichever instance they ask. The first claim on the topic
 * has the image. So each claim is written, and counts once it is read back.
 */
public final class Claims {
    /** Where claims are kept. */
    public interface Log {
        /**
         * Who has an image.
         *
         * @throws Refused if that cannot be read
         */
        Claimed of(String id);

        /**
         * Writes what somebody does with some images. Returns once this instance has read it back.
         *
         * @throws Refused if it cannot be written or read back
         */
        void write(List<String> ids, Claim claim);
    }

    private static final int TRIES = 20;

    private final Log log;
    private final LongSupplier clock;

    /** @param clock milliseconds since the epoch */
    public Claims(Log log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Gives somebody the first images that nobody else has and that this one did not skip. Those that this one has
     * already come first.
     */
    public List<AuditImage> claim(String who, List<AuditImage> queue, int most) {
        for (int i = 0; i < TRIES; i++) {
            List<AuditImage> free = free(who, queue, most);
            if (take(who, free.stream().map(AuditImage::id).toList())) {
                return free;
            }
        }
        throw new Refused(
                Refused.Why.UNAVAILABLE, "others took the images first, " + TRIES + " times in a row; ask again");
    }

    private List<AuditImage> free(String who, List<AuditImage> queue, int most) {
        long nowMs = clock.getAsLong();
        var had = new ArrayList<AuditImage>();
        var more = new ArrayList<AuditImage>();
        for (AuditImage image : queue) {
            Claimed claimed = log.of(image.id());
            if (claimed.skippedBy().contains(who)) {
                continue;
            }
            if (claimed.isWith(who, nowMs)) {
                had.add(image);
            } else if (claimed.other(who, nowMs).isEmpty() && !claimed.isLabelled(nowMs) && more.size() < most) {
                more.add(image);
            }
        }
        had.addAll(more);
        return List.copyOf(had.subList(0, Math.min(most, had.size())));
    }

    /**
     * Claims images.
     *
     * @return whether this one has all of them now
     */
    private boolean take(String who, List<String> ids) {
        log.write(ids, new Claim(who, Kind.TAKEN));
        long nowMs = clock.getAsLong();
        return ids.stream().allMatch(id -> log.of(id).isWith(who, nowMs));
    }

    /** Gives somebody an image for as long as a new one, unless somebody else has it. Returns that other person. */
    Optional<String> hold(String who, String id) {
        take(who, List.of(id));
        return other(who, id);
    }

    /** Takes an image from whoever has it. Then anybody may get it. */
    void release(String who, String id) {
        log.write(List.of(id), new Claim(who, Kind.RELEASED));
    }

    /** Somebody has labelled the image. Until that is counted, nobody gets it. */
    void labelled(String who, String id) {
        log.write(List.of(id), new Claim(who, Kind.LABELLED));
    }

    /** Whether somebody has labelled the image a moment ago. */
    public boolean isLabelled(String id) {
        return log.of(id).isLabelled(clock.getAsLong());
    }

    /** Frees an image and does not give it to this one again. */
    void skip(String who, String id) {
        log.write(List.of(id), new Claim(who, Kind.SKIPPED));
    }

    /** The other person who has an image now; empty if nobody else has it. */
    public Optional<String> other(String who, String id) {
        return log.of(id).other(who, clock.getAsLong());
    }
}
