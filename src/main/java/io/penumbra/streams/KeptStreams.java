package io.penumbra.streams;

import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a client of Kafka Streams running.
 *
 * <ul>
 * <li>A stream thread that fails is replaced.
 * <li>The thread of the view cannot be replaced. If it fails, or if the start does, another client is opened.
 * <li>Each comes after a pause that grows. After 10 failures in a row it gives up and says so.
 * </ul>
 */
public final class KeptStreams implements AutoCloseable {
    /** Watches a client; it is closed before the client is. */
    public interface Watch {
        AutoCloseable of(KafkaStreams opened);
    }

    private record Failed(KafkaStreams client, Throwable why) {}

    private static final Logger LOG = LoggerFactory.getLogger(KeptStreams.class);
    private static final String GLOBAL_THREAD = "-GlobalStreamThread";

    private final Supplier<KafkaStreams> opening;
    private final Watch watch;
    private final Consumer<String> gaveUp;
    private final boolean returns;
    private final Duration patience;
    private final Restarts clients = new Restarts();
    private final Restarts threads = new Restarts();
    private final BlockingQueue<Failed> failed = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper = new Thread(this::keep, "tally-keeper");
    private volatile KafkaStreams streams;
    private volatile AutoCloseable watching;
    private volatile boolean read;
    private volatile @Nullable Throwable failure;
    private volatile boolean dead;

    /**
     * Opens a first client.
     *
     * @param returns whether a restart of this instance finds its state. If not, it leaves its group when it closes
     * @param patience the longest wait for a client to close
     * @param gaveUp is told why no other client is opened
     */
    public KeptStreams(
            Supplier<KafkaStreams> opening, Watch watch, boolean returns, Duration patience, Consumer<String> gaveUp) {
        this.patience = patience;
        this.opening = opening;
        this.watch = watch;
        this.returns = returns;
        this.gaveUp = gaveUp;
        keeper.setDaemon(true);
        streams = opened();
        watching = watch.of(streams);
    }

    private KafkaStreams opened() {
        KafkaStreams opened = opening.get();
        opened.setUncaughtExceptionHandler(this::after);
        opened.setStateListener((now, before) -> {
            if (now == State.ERROR) {
                Throwable why = failure;
                failed.add(new Failed(opened, why == null ? new IllegalStateException("the client is in error") : why));
            }
        });
        return opened;
    }

    /** Starts. Returns after the view has read all cells, or when it is closed or has given up. */
    public void start() {
        try {
            begin();
        } catch (RuntimeException e) {
            failure = e;
            again(e);
        }
        keeper.start();
    }

    private void begin() {
        streams.start();
        read = true;
    }

    private void keep() {
        try {
            while (true) {
                Failed next = failed.take();
                if (next.client() == streams) { // else it was replaced since
                    again(next.why());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Replaces the client after a failure, as often as it takes. */
    private void again(Throwable first) {
        Throwable why = first;
        while (!dead && rest(clients.after(why, System.nanoTime()), why)) {
            try {
                close(streams);
                read = false;
                streams = opened();
                watching = watch.of(streams);
                begin();
                if (closed.getCount() == 0) {
                    close(streams);
                }
                return;
            } catch (RuntimeException e) {
                failure = e;
                why = e;
            }
        }
    }

    /** What becomes of a thread that failed. */
    private StreamThreadExceptionResponse after(Throwable e) {
        failure = e;
        if (Thread.currentThread().getName().endsWith(GLOBAL_THREAD)) {
            LOG.error("the thread that reads the view failed", e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a thread of the tally failed", e);
        return rest(threads.after(e, System.nanoTime()), e)
                ? StreamThreadExceptionResponse.REPLACE_THREAD
                : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Waits. Returns false if there is nothing to wait for: it is closed, or gives up. */
    private boolean rest(Optional<Duration> pause, Throwable why) {
        if (pause.isEmpty()) {
            dead = true;
            gaveUp.accept("the tally failed " + Restarts.MOST + " times in a row: " + Failure.reason(why));
            return false;
        }
        LOG.warn("the tally begins again in {} s: {}", pause.get().toSeconds(), Failure.reason(why));
        try {
            return !closed.await(pause.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Begins again for a reason from outside, for example because a topic was made anew. */
    public void restart(String why) {
        failed.add(new Failed(streams, new IllegalStateException(why)));
    }

    public KafkaStreams streams() {
        return streams;
    }

    /** Whether the client has read the whole view and runs. */
    public boolean reads() {
        return read && streams.state().isRunningOrRebalancing();
    }

    /** Whether it has given up. */
    public boolean dead() {
        return dead;
    }

    /** Why the client is not running; empty while it is. */
    public Optional<String> trouble() {
        State state = streams.state();
        Throwable why = failure;
        return state == State.RUNNING && read
                ? Optional.empty()
                : Optional.of("streams are " + state + (why == null ? "" : ": " + Failure.reason(why)));
    }

    /**
     * Closes within the patience. State on disk that was not closed must be restored. While the view is still being read there
     * is no state, so the close does not wait for the read, which cannot be interrupted.
     *
     * <p>An instance that will not return leaves the group, so that others take over at once.
     */
    @Override
    public void close() {
        closed.countDown();
        keeper.interrupt();
        close(streams);
    }

    private void close(KafkaStreams client) {
        try {
            watching.close();
        } catch (Exception e) {
            LOG.warn("cannot close the meters of the tally", e);
        }
        Duration longest = read ? patience : Duration.ZERO;
        client.close(new KafkaStreams.CloseOptions().timeout(longest).leaveGroup(!returns));
    }
}
