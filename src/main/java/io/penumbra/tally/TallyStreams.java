package io.penumbra.tally;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.Claimed;
import io.penumbra.counts.Accepted;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.View;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.forget.ImageKey;
import io.penumbra.streams.KeptStreams;
import io.penumbra.streams.LeftOut;
import io.penumbra.streams.Positions;
import io.penumbra.streams.SiftedClients;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The tally of this instance, and the counts of all tallies together. It has no counts before it is opened. */
public final class TallyStreams implements View, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TallyListener listener;
    private final LeftOut leftOut;
    private volatile Accepted accepted = Accepted.ANY;
    private final Positions viewPositions = new Positions();
    private final Positions taskPositions = new Positions();
    private final SiftedClients clients;
    private final CellView view = new CellView();
    private final ForgottenView forgotten = new ForgottenView();
    private final LatestSnapshot latest =
            new LatestSnapshot(() -> view.snapshot(accepted), System::nanoTime, forgotten::version);
    private final LongSupplier clock;
    private volatile @Nullable KeptStreams kept;
    /** How long images wait for their labels, milliseconds. */
    private volatile long waitMs;

    private volatile int mostExemplars;
    private volatile SortedSet<Subgroup> configured = Collections.emptySortedSet();

    /** @param clock milliseconds since the epoch */
    public TallyStreams(TallyListener listener, LongSupplier clock) {
        this.listener = listener;
        this.clock = clock;
        this.leftOut = new LeftOut(listener::unreadable, System::nanoTime);
        this.clients = new SiftedClients(
                change -> ImageStore.checkChange(change, clock.getAsLong()), leftOut, viewPositions, taskPositions);
    }

    /** Opens the tally without meters. Nobody is told if it gives up. */
    public KafkaStreams open(TallySettings settings, Properties properties, boolean finds) {
        open(settings, properties, finds, streams -> () -> {}, why -> {});
        return opened().streams();
    }

    /**
     * Builds the topology. {@link #start} starts it.
     *
     * @param properties made by {@link Tally#properties}
     * @param finds whether a restart finds this instance's state on its disk. If so, its tasks wait for the restart
     *     and move only after the session timeout
     * @param watch watches each client of Kafka Streams that is opened. The result is closed before the client is
     * @param gaveUp is told in a sentence why the tally has ended for good
     */
    public void open(
            TallySettings settings,
            Properties properties,
            boolean finds,
            Function<KafkaStreams, AutoCloseable> watch,
            Consumer<String> gaveUp) {
        mostExemplars = settings.mostExemplars();
        waitMs =
                settings.labels().map(labels -> labels.longestWait().toMillis()).orElse(0L);
        accepted = settings.accepted();
        configured = settings.values().attributes().subgroups();
        kept = new KeptStreams(() -> client(settings, properties), watch::apply, finds, PATIENCE, gaveUp);
    }

    private KafkaStreams client(TallySettings settings, Properties properties) {
        clients.begin();
        var client =
                new KafkaStreams(Tally.topology(settings, listener, leftOut, view, forgotten), properties, clients);
        client.setGlobalStateRestoreListener(new Restoration(listener));
        return client;
    }

    /** The subgroups of the configured attributes and values; see {@link io.penumbra.counts.Attributes#subgroups()}. */
    public SortedSet<Subgroup> configured() {
        return configured;
    }

    /** Starts the tally. Returns after the view has read all cells. */
    public void start() {
        opened().start();
    }

    private KeptStreams opened() {
        return Objects.requireNonNull(kept, "the tally is not open: open() was not called");
    }

    /**
     * Why the tally is not counting, or empty while it does.
     *
     * @param unopened the reason to give before the tally is opened
     */
    public Optional<String> trouble(String unopened) {
        KeptStreams opened = kept;
        return opened == null ? Optional.of(unopened) : opened.trouble();
    }

    /**
     * Begins again with new clients, because a topic was made anew under the same name. They read the view anew, and
     * the topic from its beginning if it is one of scores or labels.
     */
    public void readAnew(String topic) {
        clients.rewind(topic);
        opened().restart("topic " + topic + " was made anew");
    }

    /** Whether the view has been read and is kept up to date. */
    public boolean reads() {
        return readable().isPresent();
    }

    /** Whether the tally has stopped for good. */
    public boolean dead() {
        KeptStreams opened = kept;
        return opened != null && opened.dead();
    }

    /** The offset of the next record to read in each partition of the view; empty in one without a position. */
    public Map<TopicPartition, OptionalLong> viewPositions() {
        return viewPositions.all();
    }

    /** The same for the partitions that the tasks of this instance read. */
    public Map<TopicPartition, OptionalLong> taskPositions() {
        return taskPositions.all();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return readable().flatMap(running -> latest.get());
    }

    /** Empty until the view has read everything, because half of the cells give a wrong answer. */
    private Optional<KafkaStreams> readable() {
        return Optional.ofNullable(kept).filter(KeptStreams::reads).map(KeptStreams::streams);
    }

    /**
     * The present exemplars of all tasks; empty while they cannot be read. They include the strongest of every window.
     */
    public Optional<List<PaneExemplars>> exemplars() {
        return copies(TopicCopy.EXEMPLARS, PaneExemplars::new)
                .map(panes -> forgotten.isEmpty()
                        ? panes
                        : panes.stream().map(this::unforgotten).toList());
    }

    /**
     * The last value of each key of the topic of references; empty while it cannot be read. The tally does not
     * interpret the values.
     */
    public Optional<Map<String, byte[]>> references() {
        return copies(TopicCopy.REFERENCES, Map::entry)
                .map(records -> records.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * The images that people may label for the audit, with those that they have labelled; empty while they cannot be
     * read, and where no label is waited for.
     */
    public Optional<List<AuditImage>> flips() {
        return copies(TopicCopy.FLIPS, Map::entry)
                .map(images -> images.stream()
                        .filter(image -> !image.getKey().equals(image.getValue().id())) // of an earlier release
                        .map(Map.Entry::getValue)
                        .filter(this::stillWaits)
                        .toList());
    }

    private PaneExemplars unforgotten(PaneExemplars pane) {
        return new PaneExemplars(
                pane.key(),
                pane.exemplars().stream()
                        .filter(exemplar -> !forgotten.contains(exemplar.imageId()))
                        .toList());
    }

    /** Whether an image is forgotten, by the bytes of its id. */
    public boolean isForgotten(byte[] id) {
        return forgotten.contains(id);
    }

    /** Whether an image is forgotten. */
    public boolean isForgotten(ImageKey image) {
        return forgotten.contains(image);
    }

    /** Another number after each image that was forgotten. */
    public long forgottenVersion() {
        return forgotten.version();
    }

    /** A task that was reset does not take out what it wrote before. So the wait itself ends it. */
    private boolean stillWaits(AuditImage image) {
        return image.arrivedMs() > clock.getAsLong() - waitMs && !forgotten.contains(image.id());
    }

    /** Whether {@link #flips()} can be read. */
    public boolean hasFlips() {
        return read(TopicCopy.FLIPS, copy -> true).isPresent();
    }

    /** One of {@link #flips()} by its id. */
    public Optional<AuditImage> flip(String id) {
        return read(TopicCopy.FLIPS, copy -> copy.get(AuditStore.key(id))).filter(this::stillWaits);
    }

    /** Who has an image that people may label; empty while claims cannot be read. */
    public Optional<Claimed> claimed(String id) {
        return read(ClaimView.STORE, (ReadOnlyKeyValueStore<String, Claimed> claims) -> ClaimView.of(claims, id));
    }

    private <K, V, T> Optional<List<T>> copies(TopicCopy<K, V> copy, BiFunction<K, V, T> as) {
        return read(copy, records -> TopicCopy.read(records, as));
    }

    private <K, V, T> Optional<T> read(
            TopicCopy<K, V> copy, Function<ReadOnlyKeyValueStore<K, V>, @Nullable T> reader) {
        return read(copy.store(), reader);
    }

    private <K, V, T> Optional<T> read(String store, Function<ReadOnlyKeyValueStore<K, V>, @Nullable T> reader) {
        try {
            return readable()
                    .map(running -> reader.apply(running.store(
                            StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<K, V>keyValueStore()))));
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
        return Optional.ofNullable(kept)
                .map(KeptStreams::streams)
                .filter(running -> running.state().isRunningOrRebalancing())
                .stream()
                .flatMap(running -> running.metadataForLocalThreads().stream())
                .flatMap(thread -> thread.activeTasks().stream())
                .anyMatch(task -> task.taskId().partition() == 0);
    }

    @Override
    public void close() {
        KeptStreams opened = kept;
        if (opened != null) {
            opened.close();
        }
    }
}
