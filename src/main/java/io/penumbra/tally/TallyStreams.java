package io.penumbra.tally;

import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.exemplar.PaneExemplars;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tally of this instance, and the counts of all tallies together. It has no counts before it is opened. */
public final class TallyStreams implements View, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TallyStreams.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final TallyListener listener;
    private final CellView view = new CellView();
    private final LatestSnapshot latest = new LatestSnapshot(view::snapshot, System::nanoTime);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaStreams streams;
    private volatile int mostExemplars;
    private volatile boolean returns;
    private volatile boolean read;
    private volatile Optional<String> failure = Optional.empty();

    public TallyStreams(TallyListener listener) {
        this.listener = listener;
    }

    /**
     * Builds the topology. {@link #start} starts it.
     *
     * @param properties made by {@link Tally#properties}
     * @param finds whether a restart finds this instance's state on its disk. If so, its tasks wait for the restart
     *     and move only after the session timeout
     * @return the streams, to ask how they run; this class starts and closes them
     */
    public KafkaStreams open(TallySettings settings, Properties properties, boolean finds) {
        returns = finds;
        mostExemplars = settings.mostExemplars();
        var opened = new KafkaStreams(Tally.topology(settings, listener, view), properties);
        opened.setGlobalStateRestoreListener(new Restoration(listener));
        opened.setUncaughtExceptionHandler(e -> {
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("a thread of the tally failed and will be replaced in {} s", PAUSE.toSeconds(), e);
            rest();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams = opened;
        return opened;
    }

    /**
     * Pauses before a thread is replaced. Each replacement is a rebalance of all instances, and a thread may fail at
     * once again and again.
     */
    private void rest() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the tally. Returns after the view has read all cells. */
    public void start() {
        opened().start();
        read = true;
    }

    private KafkaStreams opened() {
        return Objects.requireNonNull(streams, "the tally is not open: open() was not called");
    }

    /**
     * Why the tally is not counting, or empty while it does.
     *
     * @param unopened the reason to give before the tally is opened
     */
    public Optional<String> trouble(String unopened) {
        KafkaStreams running = streams;
        if (running == null) {
            return Optional.of(unopened);
        }
        State state = running.state();
        if (state == State.RUNNING) {
            return Optional.empty();
        }
        return Optional.of(
                "streams are " + state + failure.map(message -> ": " + message).orElse(""));
    }

    /** Whether the tally has stopped for good. */
    public boolean dead() {
        KafkaStreams running = streams;
        return running != null && (running.state() == State.ERROR || running.state() == State.NOT_RUNNING);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return readable().flatMap(running -> latest.get());
    }

    /** Empty until the view has read everything, because half of the cells give a wrong answer. */
    private Optional<KafkaStreams> readable() {
        return Optional.ofNullable(streams)
                .filter(running -> read && running.state().isRunningOrRebalancing());
    }

    /**
     * The present exemplars of all tasks; empty while they cannot be read. They include the strongest of every window.
     */
    public Optional<List<PaneExemplars>> exemplars() {
        return copies(TopicCopy.EXEMPLARS, PaneExemplars::new);
    }

    /**
     * The last value of each key of the topic of references; empty while it cannot be read. The tally does not
     * interpret the values.
     */
    public Optional<Map<String, byte[]>> references() {
        return copies(TopicCopy.REFERENCES, Map::entry)
                .map(records -> records.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private <K, V, T> Optional<List<T>> copies(TopicCopy<K, V> copy, BiFunction<K, V, T> as) {
        try {
            return readable()
                    .map(running -> TopicCopy.read(
                            running.store(StoreQueryParameters.fromNameAndType(
                                    copy.store(), QueryableStoreTypes.<K, V>keyValueStore())),
                            as));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty(); // not open yet, or closed
        }
    }

    /** The number of exemplars of a candidate and a window that every task keeps. */
    public int mostExemplars() {
        return mostExemplars;
    }

    @Override
    public boolean exports() {
        KafkaStreams running = streams;
        return running != null
                && running.state().isRunningOrRebalancing()
                && running.metadataForLocalThreads().stream()
                        .flatMap(thread -> thread.activeTasks().stream())
                        .anyMatch(task -> task.taskId().partition() == 0);
    }

    /**
     * Closes within 15 s. State on disk that was not closed must be restored. While the view is still being read there
     * is no state, so the close does not wait for the read, which cannot be interrupted.
     *
     * <p>An instance that will not return leaves the group, so that others take over at once.
     */
    @Override
    public void close() {
        closed.countDown();
        KafkaStreams running = streams;
        if (running != null) {
            Duration patience = read ? PATIENCE : Duration.ZERO;
            running.close(new KafkaStreams.CloseOptions().timeout(patience).leaveGroup(!returns));
        }
    }
}
