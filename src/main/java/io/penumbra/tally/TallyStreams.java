package io.penumbra.tally;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tally as it runs in this instance. */
public final class TallyStreams implements View, ExemplarView, ReferenceRecords, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TallyStreams.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final int most;
    private final CellView view = new CellView();
    private final LatestSnapshot latest = new LatestSnapshot(view::snapshot, System::nanoTime);
    private final boolean returns;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean read;
    private volatile Optional<String> failure = Optional.empty();

    /**
     * @param properties as {@link Tally#properties} gives them
     * @param returns whether a restart finds the state of this one on its disk: then its tasks wait for it, and move only if it is not back
     *     within the session timeout
     */
    public TallyStreams(TallySettings settings, Properties properties, boolean returns, TallyListener listener) {
        this.returns = returns;
        most = settings.mostExemplars();
        streams = new KafkaStreams(Tally.topology(settings, listener, view), properties);
        streams.setGlobalStateRestoreListener(new Restoration(listener));
        streams.setUncaughtExceptionHandler(e -> {
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("a thread of the tally fails and is replaced in {} s", PAUSE.toSeconds(), e);
            rest();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    /** Each replacement makes all instances share anew, which one that fails at once must not do without end. */
    private void rest() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the view has read all cells that there are. */
    public void start() {
        streams.start();
        read = true;
    }

    /** What may be asked how it runs; it is started and closed here. */
    public KafkaStreams running() {
        return streams;
    }

    /** Why the tally is not counting, or empty while it does. */
    public Optional<String> trouble() {
        State state = streams.state();
        if (state == State.RUNNING) {
            return Optional.empty();
        }
        return Optional.of(
                "streams are " + state + failure.map(message -> ": " + message).orElse(""));
    }

    /** Whether it has stopped for good. */
    public boolean dead() {
        return streams.state() == State.ERROR || streams.state() == State.NOT_RUNNING;
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return isReadable() ? latest.get() : Optional.empty();
    }

    /** Not before all was read: half of it would be a wrong answer. */
    private boolean isReadable() {
        return read && streams.state().isRunningOrRebalancing();
    }

    @Override
    public Optional<List<PaneExemplars>> exemplars() {
        if (!isReadable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ExemplarCopies.read(streams.store(StoreQueryParameters.fromNameAndType(
                    ExemplarCopies.NAME, QueryableStoreTypes.<ExemplarKey, List<Exemplar>>keyValueStore()))));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty(); // not open yet, or closed
        }
    }

    @Override
    public Optional<Map<String, byte[]>> references() {
        if (!isReadable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReferenceCopies.read(streams.store(StoreQueryParameters.fromNameAndType(
                    ReferenceCopies.NAME, QueryableStoreTypes.<String, byte[]>keyValueStore()))));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty(); // not open yet, or closed
        }
    }

    @Override
    public int mostExemplars() {
        return most;
    }

    @Override
    public boolean exports() {
        return streams.state().isRunningOrRebalancing()
                && streams.metadataForLocalThreads().stream()
                        .flatMap(thread -> thread.activeTasks().stream())
                        .anyMatch(task -> task.taskId().partition() == 0);
    }

    /**
     * Closes, within 15 s: state on disk that is not closed has to be restored; there is none while the view is read, which cannot be cut short.
     * Leaves the group unless it returns, so that others take over at once.
     */
    @Override
    public void close() {
        closed.countDown();
        Duration patience = read ? PATIENCE : Duration.ZERO;
        streams.close(new KafkaStreams.CloseOptions().timeout(patience).leaveGroup(!returns));
    }
}
