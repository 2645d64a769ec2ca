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

/** The tally of this instance, and what all tallies together have counted. Before it is opened it knows nothing. */
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
     * Makes the topology, which {@link #start} starts.
     *
     * @param properties as {@link Tally#properties} gives them
     * @param finds whether a restart finds the state of this one on its disk: then its tasks wait for it, and move only if it is not back
     *     within the session timeout
     * @return what may be asked how it runs; it is started and closed here
     */
    public KafkaStreams open(TallySettings settings, Properties properties, boolean finds) {
        returns = finds;
        mostExemplars = settings.mostExemplars();
        var opened = new KafkaStreams(Tally.topology(settings, listener, view), properties);
        opened.setGlobalStateRestoreListener(new Restoration(listener));
        opened.setUncaughtExceptionHandler(e -> {
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("a thread of the tally fails and is replaced in {} s", PAUSE.toSeconds(), e);
            rest();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams = opened;
        return opened;
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
        opened().start();
        read = true;
    }

    private KafkaStreams opened() {
        return Objects.requireNonNull(streams, "the tally is not opened yet");
    }

    /**
     * Why the tally is not counting, or empty while it does.
     *
     * @param unopened the reason before it is opened
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

    /** Whether it has stopped for good. */
    public boolean dead() {
        KafkaStreams running = streams;
        return running != null && (running.state() == State.ERROR || running.state() == State.NOT_RUNNING);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return readable().flatMap(running -> latest.get());
    }

    /** Not before all was read: half of it would be a wrong answer. */
    private Optional<KafkaStreams> readable() {
        return Optional.ofNullable(streams)
                .filter(running -> read && running.state().isRunningOrRebalancing());
    }

    /** The exemplars of all tasks as they are now; empty while they cannot be read. Of any window the strongest are among them. */
    public Optional<List<PaneExemplars>> exemplars() {
        return copies(TopicCopy.EXEMPLARS, PaneExemplars::new);
    }

    /** The topic of references, the last value of each key; empty while it cannot be read. What they say is not the tally's business. */
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

    /** How many exemplars of each candidate every task keeps of a window. */
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
     * Closes, within 15 s: state on disk that is not closed has to be restored; there is none while the view is read, which cannot be cut short.
     * Leaves the group unless it returns, so that others take over at once.
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
