package io.penumbra.image;

import java.util.concurrent.Semaphore;

/** One thread's share of the pixels that all threads together may hold decoded. */
final class Room {

    private final Semaphore free;
    private int held;

    Room(Semaphore free) {
        this.free = free;
    }

    /** Waits until other threads have left enough. */
    void take(int pixels) {
        free.acquireUninterruptibly(pixels);
        held += pixels;
    }

    void leave() {
        free.release(held);
        held = 0;
    }
}
