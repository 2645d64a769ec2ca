package io.penumbra.process;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Stops everything on SIGTERM and Ctrl-C before the JVM ends.
 *
 * <p>By default, the JVM runs all shutdown hooks at the same time. The hook of ONNX Runtime then frees its environment
 * during an inference, which crashes the JVM (seen with 1.29).
 */
public final class Termination {
    /** Shells report 128 + the signal's number as the exit code. */
    private static final int BY_SIGNAL = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Termination() {}

    /** Runs {@code stop} on the first signal, then ends the JVM. A second signal ends the JVM at once. */
    public static void stopFirst(Runnable stop) {
        var stopping = new AtomicBoolean();
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                int code = BY_SIGNAL + signal.getNumber();
                if (stopping.getAndSet(true)) {
                    Runtime.getRuntime().halt(code);
                }
                // a handler's thread has none, and without it the framework finds no class of its own
                Thread.currentThread().setContextClassLoader(classes);
                try {
                    stop.run();
                } finally {
                    System.exit(code);
                }
            });
        }
    }

    /**
     * Whether the JVM ends already, because a signal came before {@link #stopFirst}. Then nothing must be started: no
     * hook would close it.
     */
    public static boolean isUnderWay() {
        var hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Interrupts {@code thread} on the first signal, waits at most 10 s for its end, then ends the JVM. */
    public static void interruptFirst(Thread thread) {
        stopFirst(() -> {
            thread.interrupt();
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
