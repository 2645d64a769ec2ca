package io.penumbra.process;

import java.time.Duration;

/** A thread that is interrupted, and waited for, when it is closed. */
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
