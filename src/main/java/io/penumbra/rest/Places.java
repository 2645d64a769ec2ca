package io.penumbra.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How many requests of a kind are answered at a time. Those that find no place wait in order, without a thread. A place
 * is taken for at least some time, so that requests, however many, leave the processors to the models.
 */
final class Places {
    private final int most;
    private final Duration least;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param places requests that are answered at a time
     * @param most requests that wait; further ones are refused
     * @param least how long a place is taken at least
     */
    Places(int places, int most, Duration least) {
        this.free = places;
        this.most = most;
        this.least = least;
    }

    /**
     * Runs {@code admitted} as soon as there is a place. It must be given back with {@link #leave}.
     *
     * @return whether it will run; false if too many wait
     */
    boolean ask(Runnable admitted) {
        synchronized (this) {
            if (free == 0) {
                return waiting.size() < most && waiting.add(admitted);
            }
            free--;
        }
        admitted.run();
        return true;
    }

    /** Gives back a place that was taken {@code taken} ago. */
    void leave(Duration taken) {
        Duration rest = least.minus(taken);
        if (rest.isNegative() || rest.isZero()) {
            next();
        } else {
            CompletableFuture.delayedExecutor(rest.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::next);
        }
    }

    private void next() {
        Runnable admitted;
        synchronized (this) {
            admitted = waiting.poll();
            if (admitted == null) {
                free++;
                return;
            }
        }
        admitted.run();
    }
}
