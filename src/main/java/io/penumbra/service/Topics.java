package io.penumbra.service;

import io.penumbra.audit.Claimed;
import io.penumbra.process.Partitions;
import io.penumbra.wire.CellLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that the service reads and writes. */
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int MIB = 1 << 20;
    /** Longest wait for the leaders of new partitions. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Topics() {}

    /**
     * Creates missing topics if the configuration allows it. Scores and labels meet by image id, so their topics need
     * the same number of partitions. If one of them exists, the other gets as many.
     *
     * @param learns whether some attribute lists no values, so that the topic of values is needed
     * @throws IllegalStateException if topics are missing and must not be created, or if the partitions of scores and
     *     labels differ
     */
    static void ensure(Admin admin, PenumbraConfig config, boolean learns)
            throws InterruptedException, ExecutionException {
        createMissing(admin, config, learns);
        TopicRetention.ensure(admin, config);
        if (config.labels().longestWait().isZero()) {
            return;
        }
        String scores = config.topics().scores();
        String labels = config.topics().labels();
        int ofScores = Partitions.count(admin, scores);
        int ofLabels = Partitions.count(admin, labels);
        if (ofScores != ofLabels) {
            throw new IllegalStateException("topic " + labels + " has " + ofLabels + " partitions and topic " + scores
                    + " has " + ofScores + "; both need the same number, so that an image meets its label");
        }
    }

    private static void createMissing(Admin admin, PenumbraConfig config, boolean learns)
            throws InterruptedException, ExecutionException {
        Set<String> existing = admin.listTopics().names().get();
        Stream<NewTopic> values = learns ? Stream.of(values(config.topics())) : Stream.empty();
        List<NewTopic> missing = Stream.concat(all(config, joined(admin, config, existing)).stream(), values)
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<String> names = missing.stream().map(NewTopic::name).toList();
        if (!config.topics().create()) {
            throw new IllegalStateException("topics " + names + " are missing, and penumbra.topics.create is false");
        }
        create(admin, missing);
        LOG.info("created topics {}", names);
    }

    /** The number of partitions of the topics of scores and labels. */
    private static int joined(Admin admin, PenumbraConfig config, Set<String> existing)
            throws InterruptedException, ExecutionException {
        String scores = config.topics().scores();
        String labels = config.topics().labels();
        if (existing.contains(scores)) {
            return Partitions.count(admin, scores);
        }
        return existing.contains(labels) && !config.labels().longestWait().isZero()
                ? Partitions.count(admin, labels)
                : config.topics().partitions();
    }

    /**
     * Creates topics and waits until the leader of each partition answers. Skips topics that another instance creates
     * at the same time.
     *
     * <p>A leader that does not answer yet may refuse a producer's first batch and accept its second. Then no retry of
     * the first can succeed (KAFKA-15591).
     */
    public static void create(Admin admin, List<NewTopic> topics) throws InterruptedException, ExecutionException {
        var created = admin.createTopics(topics);
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (NewTopic topic : topics) {
            try {
                int partitions = created.numPartitions(topic.name()).get();
                IntStream.range(0, partitions)
                        .forEach(p -> ends.put(new TopicPartition(topic.name(), p), OffsetSpec.latest()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitLeaders(admin, ends);
    }

    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> ends)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (true) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                boolean late = System.nanoTime() - start > PATIENCE.toNanos();
                if (late || !(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis()); // a broker may not know the topic yet
            }
        }
    }

    /**
     * All but the topic of values.
     *
     * @param joined partitions of the topics of scores and labels
     */
    public static List<NewTopic> all(PenumbraConfig config, int joined) {
        PenumbraConfig.Topics topics = config.topics();
        int partitions = topics.partitions();
        // 1 MiB to spare, so that a record somewhat larger than the largest image still reaches the dead letters
        String largest = Integer.toString(config.scoring().maxBytes() + MIB);
        var all = new ArrayList<NewTopic>();
        if (config.scoring().enabled()) {
            all.add(topic(topics, topics.images(), partitions, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, largest)));
            all.add(topic(
                    topics, topics.imagesDeadLetters(), 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, largest)));
        }
        all.add(topic(topics, topics.scores(), joined, Map.of()));
        all.add(topic(topics, topics.scoresDeadLetters(), 1, Map.of()));
        if (!config.labels().longestWait().isZero()) {
            all.add(topic(topics, topics.labels(), joined, Map.of()));
            all.add(topic(topics, topics.labelsDeadLetters(), 1, Map.of()));
        }
        all.add(topic(topics, topics.tallies(), partitions, compacted(topics.talliesRetention())));
        var exemplars = new HashMap<>(compacted(topics.talliesRetention()));
        exemplars.put(
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(Duration.ofDays(1).toMillis()));
        all.add(topic(topics, topics.exemplars(), partitions, exemplars));
        if (!config.labels().longestWait().isZero()) {
            all.add(topic(
                    topics,
                    topics.flips(),
                    partitions,
                    Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.SEGMENT_MS_CONFIG,
                            Long.toString(Duration.ofHours(1).toMillis()),
                            // a tombstone is sure to take its image with it within a day
                            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                            Long.toString(Duration.ofDays(1).toMillis()))));
            // one partition and no compaction, because the first claim on an image has it
            all.add(topic(
                    topics,
                    topics.claims(),
                    1,
                    Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(Claimed.KEPT.toMillis()),
                            TopicConfig.SEGMENT_MS_CONFIG,
                            Long.toString(Duration.ofHours(1).toMillis()))));
        }
        // one partition, so that all instances read changes in the same order
        all.add(topic(
                topics,
                topics.references(),
                1,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        // without limit here; TopicRetention sets it by the topics that name images
        all.add(topic(
                topics,
                topics.forgotten(),
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1")));
        // for a month, the history of a verdict has every change, and not the last one alone
        all.add(topic(
                topics,
                topics.verdicts(),
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        Long.toString(Duration.ofDays(30).toMillis()))));
        return all;
    }

    /** Kept for good and whole, because the order of its records decides. */
    private static NewTopic values(PenumbraConfig.Topics topics) {
        return topic(
                topics,
                topics.values(),
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
    }

    private static Map<String, String> compacted(Duration retention) {
        var config = new HashMap<String, String>();
        config.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(CellLimit.RECORD_BYTES));
        // a changing cell is written about once a second; small segments let compaction keep up
        config.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 * MIB));
        config.put(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofHours(1).toMillis()));
        config.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");
        return config;
    }

    private static NewTopic topic(
            PenumbraConfig.Topics topics, String name, int partitions, Map<String, String> config) {
        Optional<Short> replication = topics.replication().isPresent()
                ? Optional.of((short) topics.replication().getAsInt())
                : Optional.empty();
        return new NewTopic(name, Optional.of(partitions), replication).configs(config);
    }
}
