package io.penumbra.process;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What happens on SIGTERM and Ctrl-C: first everything is stopped, then the JVM ends. By itself the JVM runs all shutdown hooks at the same
 * time, and that of ONNX Runtime takes its environment away from under an inference that still runs, which crashes the JVM (seen with 1.29).
 */
public final class Termination {
    /** As a shell gives it for a process that a signal ended. */
    private static final int BY_SIGNAL = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Termination() {}

    /** Runs this first. A second signal ends the JVM at once. */
    public static void stopFirst(Runnable stop) {
        var stopping = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                int code = BY_SIGNAL + signal.getNumber();
                if (stopping.getAndSet(true)) {
                    Runtime.getRuntime().halt(code);
                }
                stop.run();
                System.exit(code);
            });
        }
    }

    /** Interrupts a thread first, and waits until it ends. */
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
