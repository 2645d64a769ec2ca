package io.penumbra.service;

import io.penumbra.forget.Keeping;
import io.penumbra.forget.TopicKeeping;
import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the retention of topics to that of others.
 *
 * <ol>
 * <li>Dead letters are never kept longer than the images; than the scores, where there are no images. The segment to
 * which Kafka still writes counts too.
 * <li>That an image is forgotten is known for as long as the topics of images, scores and labels keep it or an exemplar
 * may name it, and a day more. Whoever keeps it longer may.
 * </ol>
 *
 * <p>Where the service may create topics it sets the retention. Else it warns.
 */
final class TopicRetention {
    private static final Logger LOG = LoggerFactory.getLogger(TopicRetention.class);
    private static final Duration MORE = Duration.ofDays(1);
    private static final Duration SEGMENT = Duration.ofHours(1);

    private TopicRetention() {}

    static void ensure(Admin admin, PenumbraConfig config) throws InterruptedException {
        PenumbraConfig.Topics topics = config.topics();
        List<String> deadLetters =
                List.of(topics.imagesDeadLetters(), topics.scoresDeadLetters(), topics.labelsDeadLetters());
        List<String> named = List.of(topics.images(), topics.scores(), topics.labels());
        var all = new ArrayList<>(deadLetters);
        all.addAll(named);
        all.add(topics.forgotten());
        TopicKeeping.Told told = TopicKeeping.of(admin, all);
        if (!told.unknown().isEmpty()) {
            LOG.warn(
                    "cannot compare the retention of topics: {}; the user needs the right DescribeConfigs",
                    told.unknown());
        }
        Map<String, Keeping> known = told.known();
        Keeping images = known.getOrDefault(topics.images(), known.get(topics.scores()));
        if (images != null && !told.unknown().containsKey(topics.images())) {
            String than = known.containsKey(topics.images()) ? topics.images() : topics.scores();
            for (String topic : deadLetters) {
                cap(admin, topics.create(), topic, known.get(topic), than, images.retention());
            }
        }
        Keeping forgotten = known.get(topics.forgotten());
        if (forgotten != null && told.unknown().isEmpty()) {
            remember(
                    admin,
                    topics.create(),
                    topics.forgotten(),
                    forgotten,
                    topics.talliesRetention(),
                    named.stream().filter(known::containsKey).map(known::get).toList());
        }
    }

    private static void cap(
            Admin admin,
            boolean mayChange,
            String topic,
            @Nullable Keeping deadLetters,
            String than,
            Optional<Duration> most)
            throws InterruptedException {
        if (deadLetters == null || most.isEmpty()) {
            return;
        }
        Optional<Duration> kept =
                deadLetters.retention().map(retention -> retention.plusMillis(deadLetters.segmentMs()));
        if (kept.isEmpty() || kept.get().compareTo(most.get()) > 0) {
            Duration half = most.get().dividedBy(2);
            Duration segment = half.compareTo(SEGMENT) < 0 ? half : SEGMENT;
            set(
                    admin,
                    mayChange,
                    topic,
                    Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(most.get().minus(segment).toMillis()),
                            TopicConfig.SEGMENT_MS_CONFIG,
                            Long.toString(segment.toMillis())),
                    "dead letters would be kept longer than topic " + than + " keeps what they came from");
        }
    }

    /** @param exemplars how long an exemplar may name an image */
    private static void remember(
            Admin admin, boolean mayChange, String topic, Keeping forgotten, Duration exemplars, List<Keeping> named)
            throws InterruptedException {
        Optional<Duration> longest = Optional.of(exemplars);
        for (Keeping keeping : named) {
            Optional<Duration> so = longest;
            longest = keeping.retention()
                    .map(kept -> kept.plusMillis(keeping.segmentMs()))
                    .flatMap(kept -> so.map(before -> kept.compareTo(before) > 0 ? kept : before));
        }
        Optional<Duration> needed = longest.map(kept -> kept.plus(MORE));
        Optional<Duration> has = forgotten.retention();
        if (has.isPresent() && (needed.isEmpty() || has.get().compareTo(needed.get()) < 0)) {
            set(
                    admin,
                    mayChange,
                    topic,
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            needed.map(kept -> Long.toString(kept.toMillis())).orElse("-1")),
                    "an image would be remembered as forgotten for less time than topics keep it");
        }
    }

    private static void set(Admin admin, boolean mayChange, String topic, Map<String, String> values, String why)
            throws InterruptedException {
        if (!mayChange) {
            LOG.warn("set {} of topic {}: {}", values, topic, why);
            return;
        }
        List<AlterConfigOp> changes = values.entrySet().stream()
                .map(value ->
                        new AlterConfigOp(new ConfigEntry(value.getKey(), value.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                    .all()
                    .get();
            LOG.info("set {} of topic {}: {}", values, topic, why);
        } catch (ExecutionException e) {
            LOG.warn("cannot set {} of topic {}, please do: {} ({})", values, topic, why, Failure.reason(e));
        }
    }
}
