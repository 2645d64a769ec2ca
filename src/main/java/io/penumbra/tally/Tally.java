package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.Claim;
import io.penumbra.counts.Cell;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.TallyKey;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.AuditWire;
import io.penumbra.wire.CellCheck;
import io.penumbra.wire.CellLimit;
import io.penumbra.wire.ExemplarCheck;
import io.penumbra.wire.ExemplarWire;
import io.penumbra.wire.HourCheck;
import io.penumbra.wire.HourWire;
import io.penumbra.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The Kafka Streams topology: scores in, cells and exemplars out, and every instance's view of all of them.
 *
 * <pre>
 * scores ─► count ─► tallies ─► view (global store): cells, and hours beside them
 * labels ─────┘ ├──► exemplars ─► exemplar view (global store)
 *               ├──► flips ─► flip view (global store)
 *               └──► scores.dlq, labels.dlq
 * references ─► reference view (global store)
 * claims ─► claim view (global store)
 * forgotten ─► forgotten view (global store)
 * </pre>
 *
 * Events are never shuffled. A task writes its cells to one partition of {@code tallies} and its exemplars to one
 * partition of their topic. So both are read in the order in which they were written.
 */
public final class Tally {
    private static final String SCORES = "scores";
    private static final String LABELS = "labels";
    /**
     * Kafka Streams numbers tasks by the names of all sources, in their order. Behind "scores" this one leaves the numbers of
     * earlier releases as they were.
     */
    private static final String FORGOTTEN_SOURCE = "view-of-forgotten";

    private static final Map<String, String> CHANGELOG = Map.of(
            // Kafka compacts closed segments only, and a task that moves reads everything that is not compacted
            TopicConfig.SEGMENT_MS_CONFIG,
            "3600000",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(CellLimit.RECORD_BYTES));

    /** Of what names images: the old value of a key is gone a day after the new one. */
    private static final Map<String, String> CHANGELOG_OF_IDS = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG,
            "3600000",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            "86400000",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(CellLimit.RECORD_BYTES));

    private Tally() {}

    /** @param view receives all cells */
    static Topology topology(TallySettings settings, TallyListener listener, LeftOut leftOut, CellView view) {
        return topology(settings, listener, leftOut, view, new ForgottenView());
    }

    /**
     * @param view receives all cells
     * @param forgotten receives the images that are forgotten
     */
    static Topology topology(
            TallySettings settings, TallyListener listener, LeftOut leftOut, CellView view, ForgottenView forgotten) {
        var cellCheck = new CellCheck();
        var readTallies = new TopicReader<>(
                Wire.tallyKeys(),
                Wire.cells(),
                (key, cell, nowMs) -> {
                    cellCheck.check(key.cell(), cell);
                    CellCheck.checkTime(cell, settings.latestMs(nowMs));
                },
                leftOut);
        var hourCheck = new HourCheck();
        var readHours = new TopicReader<>(
                HourWire.keys(),
                HourWire.hours(),
                (key, hour, nowMs) -> hourCheck.check(key.cell(), hour, settings.latestMs(nowMs)),
                leftOut);
        var readExemplars = new TopicReader<>(
                ExemplarWire.keys(),
                ExemplarWire.exemplars(),
                (key, list, nowMs) -> {
                    if (list.isEmpty()) {
                        throw new IllegalArgumentException("it has no exemplars, expected at least one");
                    }
                    ExemplarCheck.check(key, list);
                    ExemplarCheck.checkTime(list, settings.latestMs(nowMs));
                },
                leftOut);
        var readReferences = new TopicReader<>(Serdes.String(), Serdes.ByteArray(), (key, value, nowMs) -> {}, leftOut);
        var bytesIn = new ByteArrayDeserializer();
        var bytesOut = new ByteArraySerializer();
        var tallyKeys = Wire.tallyKeys();
        var cells = Wire.cells();
        var exemplarKeys = ExemplarWire.keys();
        var exemplars = ExemplarWire.exemplars();
        StreamPartitioner<TallyKey, Cell> byTask =
                (topic, key, cell, partitions) -> Optional.of(Set.of(key.task() % partitions));
        StreamPartitioner<TallyKey, HourCounts> hoursByTask =
                (topic, key, hour, partitions) -> Optional.of(Set.of(key.task() % partitions));
        StreamPartitioner<ExemplarKey, List<Exemplar>> exemplarsByTask =
                (topic, key, list, partitions) -> Optional.of(Set.of(key.task() % partitions));
        var topology = new Topology();
        addSource(topology, SCORES, settings.topics().scores());
        settings.labels().ifPresent(labels -> addSource(topology, LABELS, labels.topic()));
        String[] sources = settings.labels().isPresent() ? new String[] {SCORES, LABELS} : new String[] {SCORES};
        topology.addProcessor(
                        TallyProcessor.COUNT,
                        (ProcessorSupplier<byte[], byte[], Object, Object>)
                                () -> new TallyProcessor(settings, listener, leftOut, forgotten),
                        sources)
                .addStateStore(
                        new OpenStoreBuilder<>(
                                        CellStore.NAME,
                                        leftOut.lenient(Wire.storeKeys()),
                                        leftOut.lenient(Wire.cells()),
                                        CellStore::new)
                                .withLoggingEnabled(CHANGELOG),
                        TallyProcessor.COUNT)
                .addStateStore(
                        new OpenStoreBuilder<>(
                                        HourStore.NAME,
                                        leftOut.lenient(Wire.storeKeys()),
                                        leftOut.lenient(HourWire.hours()),
                                        HourStore::new)
                                .withLoggingEnabled(CHANGELOG),
                        TallyProcessor.COUNT)
                .addStateStore(
                        new OpenStoreBuilder<>(
                                        ExemplarStore.NAME,
                                        leftOut.lenient(exemplarKeys),
                                        leftOut.lenient(exemplars),
                                        store -> new ExemplarStore(store, settings.mostExemplars()))
                                .withLoggingEnabled(CHANGELOG_OF_IDS),
                        TallyProcessor.COUNT)
                .addSink(
                        TallyProcessor.TALLIES,
                        settings.topics().tallies(),
                        tallyKeys.serializer(),
                        cells.serializer(),
                        byTask,
                        TallyProcessor.COUNT)
                .addSink(
                        TallyProcessor.HOURS,
                        settings.topics().tallies(),
                        HourWire.keys().serializer(),
                        HourWire.hours().serializer(),
                        hoursByTask,
                        TallyProcessor.COUNT)
                .addSink(
                        TallyProcessor.EXEMPLARS,
                        settings.topics().exemplars(),
                        exemplarKeys.serializer(),
                        exemplars.serializer(),
                        exemplarsByTask,
                        TallyProcessor.COUNT)
                .addSink(
                        TallyProcessor.DEAD_LETTERS,
                        settings.topics().deadLetters(),
                        bytesOut,
                        bytesOut,
                        TallyProcessor.COUNT)
                .addGlobalStore(
                        copies(CellView.NAME, tallyKeys, cells),
                        "all-tallies",
                        bytesIn,
                        bytesIn,
                        settings.topics().tallies(),
                        "view",
                        view.processors(readTallies, readHours))
                .addGlobalStore(
                        copies(TopicCopy.EXEMPLARS.store(), exemplarKeys, exemplars),
                        "all-exemplars",
                        bytesIn,
                        bytesIn,
                        settings.topics().exemplars(),
                        "exemplar-view",
                        TopicCopy.EXEMPLARS.processors(readExemplars))
                .addGlobalStore(
                        copies(TopicCopy.REFERENCES.store(), Serdes.String(), Serdes.ByteArray()),
                        "all-references",
                        bytesIn,
                        bytesIn,
                        settings.topics().references(),
                        "reference-view",
                        TopicCopy.REFERENCES.processors(readReferences))
                .addGlobalStore(
                        copies(ForgottenView.STORE, Serdes.Bytes(), Serdes.ByteArray()),
                        FORGOTTEN_SOURCE,
                        bytesIn,
                        bytesIn,
                        settings.topics().forgotten(),
                        ForgottenView.STORE + "-reader",
                        forgotten.processors(new TopicReader<>(
                                imageKeys(), Serdes.ByteArray(), (image, value, nowMs) -> {}, leftOut)));
        settings.labels().ifPresent(labels -> addLabels(topology, settings, labels, leftOut));
        return topology;
    }

    private static void addSource(Topology topology, String name, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                new WallclockTimestampExtractor(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private static void addLabels(
            Topology topology, TallySettings settings, TallySettings.Labels labels, LeftOut leftOut) {
        addAudit(topology, settings, leftOut);
        ImageStore.builders(labels.longestWait()).forEach(store -> topology.addStateStore(store, TallyProcessor.COUNT));
        topology.addSink(
                TallyProcessor.LABEL_DEAD_LETTERS,
                labels.deadLetterTopic(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                TallyProcessor.COUNT);
    }

    /** Only images whose label may still come are kept to be labelled. */
    private static void addAudit(Topology topology, TallySettings settings, LeftOut leftOut) {
        var images = AuditWire.images();
        var read = new TopicReader<>(
                Serdes.String(),
                images,
                (key, image, nowMs) -> {
                    AuditStore.check(key, image);
                    CellCheck.checkTime(image.image().timeMs(), settings.latestMs(nowMs));
                },
                leftOut);
        StreamPartitioner<String, AuditImage> byKey = (topic, key, image, partitions) -> Optional.of(
                key.equals(AuditStore.TOUCH)
                        ? IntStream.range(0, partitions).boxed().collect(Collectors.toSet())
                        : Set.of(Math.floorMod(key.hashCode(), partitions)));
        topology.addStateStore(AuditStore.builder(leftOut).withLoggingEnabled(CHANGELOG_OF_IDS), TallyProcessor.COUNT)
                .addSink(
                        TallyProcessor.FLIPS,
                        settings.topics().flips(),
                        Serdes.String().serializer(),
                        images.serializer(),
                        byKey,
                        TallyProcessor.COUNT)
                .addGlobalStore(
                        copies(TopicCopy.FLIPS.store(), Serdes.String(), images),
                        "all-flips",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        settings.topics().flips(),
                        TopicCopy.FLIPS.store() + "-reader",
                        TopicCopy.FLIPS.processors(read))
                .addGlobalStore(
                        copies(ClaimView.STORE, Serdes.String(), AuditWire.claimed()),
                        "all-claims",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        settings.topics().claims(),
                        ClaimView.STORE + "-reader",
                        ClaimView.processors(
                                new TopicReader<>(Serdes.String(), claims(), (id, claim, nowMs) -> {}, leftOut)));
    }

    private static Serde<ImageKey> imageKeys() {
        return Serdes.serdeFrom(
                (topic, image) -> image.hex().getBytes(US_ASCII), (topic, bytes) -> ImageKey.read(bytes));
    }

    private static Serde<Claim> claims() {
        return Serdes.serdeFrom(
                (topic, claim) -> claim == null ? null : claim.value(),
                (topic, bytes) -> bytes == null ? null : Claim.read(bytes));
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> copies(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withLoggingDisabled();
    }

    /**
     * Adds to the settings of the connection those of Kafka Streams that the topology relies on.
     *
     * @param applicationId the consumer group and the prefix of the changelogs
     * @param instance unique to this instance, and the same after a restart, so that it gets its tasks back at once
     */
    public static Properties properties(
            Map<String, ?> connection, String applicationId, String instance, String stateDir, int threads) {
        var properties = new Properties();
        properties.putAll(connection);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.mainConsumerPrefix("group.instance.id"), instance);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0); // no store here uses Kafka Streams' cache
        // a task asks for a commit itself after it has written its cells
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5000);
        // the counts do not depend on whether scores or labels come first, so no record waits for the other topic
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        properties.put(StreamsConfig.producerPrefix("compression.type"), "zstd");
        properties.put(StreamsConfig.producerPrefix("max.request.size"), CellLimit.RECORD_BYTES);
        return properties;
    }
}
