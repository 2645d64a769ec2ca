package io.penumbra.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that run members side by side. No run holds its caller up for ever:
 *
 * <ol>
 * <li>After its time a run is told to end. ONNX Runtime looks at that between two nodes of a model, also inside a loop.
 * <li>A run that is inside one node for {@link #GRACE} more is stuck: its future fails, and another thread takes the
 * place of the one that is lost.
 * </ol>
 */
final class InferencePool {
    /** How long a run may take to end after it was told to. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One run of ONNX Runtime. */
    @FunctionalInterface
    interface Run {
        float[] with(OrtSession.RunOptions options) throws OrtException;
    }

    /** The output of a run, and how long the run took. */
    record Ran(float[] output, long nanos) {}

    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "clock"));
    private final Duration grace;

    InferencePool(int threads) {
        this(threads, GRACE);
    }

    InferencePool(int threads, Duration grace) {
        this.grace = grace;
        var number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                threads,
                Integer.MAX_VALUE,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, Integer.toString(number.incrementAndGet())));
        clock.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, "inference-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins a run as soon as a thread is free.
     *
     * @param longest how long the run may take from its beginning
     * @return the output. It fails with {@link RunFailure} if ONNX Runtime fails or the time is over.
     */
    CompletableFuture<Ran> begin(Run run, Duration longest) {
        var future = new CompletableFuture<Ran>();
        threads.execute(() -> run(run, longest, future));
        return future;
    }

    private void run(Run run, Duration longest, CompletableFuture<Ran> future) {
        if (future.isDone()) {
            return; // nobody waits for it any more
        }
        try (var limit = new Limit(longest, future)) {
            long start = System.nanoTime();
            try {
                float[] output = run.with(limit.options);
                future.complete(new Ran(output, System.nanoTime() - start));
            } catch (RunFailure e) {
                future.completeExceptionally(e);
            } catch (OrtException | RuntimeException e) {
                future.completeExceptionally(limit.isOver() ? limit.failure(false) : RunFailure.of(e));
            }
        } catch (OrtException e) {
            future.completeExceptionally(RunFailure.of(e));
        } catch (Throwable e) { // an Error of the JVM reaches whoever waits
            future.completeExceptionally(e);
        }
    }

    /** Ends one run that takes too long. */
    private final class Limit implements AutoCloseable {
        private final OrtSession.RunOptions options;
        private final Duration longest;
        private final CompletableFuture<Ran> future;
        private ScheduledFuture<?> next;
        private boolean over;
        private boolean closed;
        private boolean lost;

        Limit(Duration longest, CompletableFuture<Ran> future) throws OrtException {
            this.options = new OrtSession.RunOptions();
            options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // its errors come as exceptions
            this.longest = longest;
            this.future = future;
            this.next = clock.schedule(this::end, longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void end() {
            if (closed) {
                return;
            }
            over = true;
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                future.completeExceptionally(RunFailure.of(e));
            }
            next = clock.schedule(this::lose, grace.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void lose() {
            if (!closed && future.completeExceptionally(failure(true))) {
                lost = true;
                threads.setCorePoolSize(threads.getCorePoolSize() + 1);
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        RunFailure failure(boolean stuck) {
            return new RunFailure(
                    "gives no answer within " + longest.toMillis() + " ms" + (stuck ? " and does not stop" : ""),
                    stuck ? RunFailure.Kind.STUCK : RunFailure.Kind.LATE,
                    null);
        }

        @Override
        public synchronized void close() {
            closed = true;
            next.cancel(false);
            options.close();
            if (lost) { // the thread came back after all
                threads.setCorePoolSize(threads.getCorePoolSize() - 1);
            }
        }
    }

    /**
     * Begins no further run and waits up to 5 s for those under way.
     *
     * @return whether none is left, so that sessions may be closed
     */
    boolean end() {
        threads.shutdownNow();
        try {
            return threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            clock.shutdownNow();
        }
    }
}
