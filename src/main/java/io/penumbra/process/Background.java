package io.penumbra.process;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

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

    /** Makes daemon threads of one name. */
    public static ThreadFactory daemons(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE.toMillis());
    }
}
