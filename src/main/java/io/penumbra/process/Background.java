package io.penumbra.process;

import java.time.Duration;

/** A background thread. {@link #close} interrupts it and waits at most 2 s for its end. */
public final class Background implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Thread thread;

    private Background(Thread thread) {
        this.thread = thread;
    }

    public static Background start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.start();
        return new Background(thread);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE.toMillis());
    }
}
