package io.penumbra.service;

import io.penumbra.lag.Lags;
import io.penumbra.lag.ViewLag;
import io.penumbra.process.Failure;
import io.penumbra.scoring.ScoringLoop;
import io.penumbra.tally.TallyStreams;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every 5 s how far the readers of this instance are behind the ends of their topics.
 *
 * <p>A topic that is deleted and made anew has another id under the same name. Its readers may then wait for ever, or
 * miss records. So they begin again with new clients.
 */
final class LogWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long PATIENCE_MS = 4000;

    private final Admin broker;
    private final List<String> tallied;
    private final Optional<String> images;
    private final TallyStreams tally;
    private final ViewLag view;
    private final Optional<ScoringLoop> scoring;
    private final Consumer<String> missingTopic;
    private final LongSupplier clock;

    private final Map<String, Uuid> ids = new HashMap<>();
    private volatile Lags tasks = Lags.NONE;
    private volatile Lags scored = Lags.NONE;
    private volatile Optional<String> missing = Optional.empty();

    /**
     * @param tallied the topics that the tally reads
     * @param view is told how far the view of the tally is behind
     * @param images the topic of images if this instance scores
     * @param missingTopic is told the name of a topic that is not there
     * @param clock milliseconds since the epoch
     */
    LogWatch(
            Admin broker,
            List<String> tallied,
            TallyStreams tally,
            ViewLag view,
            Optional<String> images,
            Optional<ScoringLoop> scoring,
            Consumer<String> missingTopic,
            LongSupplier clock) {
        this.broker = broker;
        this.tallied = List.copyOf(tallied);
        this.tally = tally;
        this.view = view;
        this.images = images;
        this.scoring = scoring;
        this.missingTopic = missingTopic;
        this.clock = clock;
    }

    /** Looks until it is interrupted. */
    void watch() {
        try {
            while (true) {
                try {
                    look();
                } catch (ExecutionException | TimeoutException e) {
                    LOG.debug("cannot look at the topics: {}", Failure.reason(e));
                }
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() throws InterruptedException, ExecutionException, TimeoutException {
        lookAtIds();
        Map<TopicPartition, OptionalLong> ofView = tally.viewPositions();
        Map<TopicPartition, OptionalLong> ofTasks = tally.taskPositions();
        Map<TopicPartition, OptionalLong> ofImages =
                scoring.map(ScoringLoop::positions).orElse(Map.of());
        long nowMs = clock.getAsLong();
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        Stream.of(ofView, ofTasks, ofImages)
                .forEach(positions -> positions.keySet().forEach(at -> asked.put(at, OffsetSpec.latest())));
        ListOffsetsResult answer = broker.listOffsets(asked);
        var ends = new HashMap<TopicPartition, Long>();
        for (TopicPartition partition : asked.keySet()) {
            try {
                ends.put(
                        partition,
                        answer.partitionResult(partition)
                                .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                                .offset());
            } catch (ExecutionException e) {
                LOG.debug("cannot ask for the end of {}: {}", partition, Failure.reason(e));
            }
        }
        if (tally.reads()) { // else it is read again from the beginning, and stays as old as it was
            view.see(view.last().next(ofView, ends, nowMs));
        }
        tasks = tasks.next(ofTasks, ends, nowMs);
        scored = scored.next(ofImages, ends, nowMs);
    }

    private void lookAtIds() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> topics = Stream.concat(tallied.stream(), images.stream()).toList();
        var gone = new TreeSet<String>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                broker.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                see(
                        topic.getKey(),
                        topic.getValue().get(PATIENCE_MS, TimeUnit.MILLISECONDS).topicId());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                gone.add(topic.getKey());
            }
        }
        missing = gone.isEmpty() ? Optional.empty() : Optional.of("topics are missing: " + String.join(", ", gone));
        gone.forEach(missingTopic);
    }

    private void see(String topic, Uuid id) {
        Uuid before = ids.put(topic, id);
        if (before == null || before.equals(id)) {
            return;
        }
        LOG.warn("topic {} was made anew; its readers begin again", topic);
        if (tallied.contains(topic)) {
            tally.readAnew(topic);
        } else {
            scoring.ifPresent(ScoringLoop::readAnew);
        }
    }

    /** How far the view is behind. */
    Lags view() {
        return view.last();
    }

    /** How far the tasks of this instance are behind. */
    Lags tasks() {
        return tasks;
    }

    /** How far the images that this instance reads are scored. */
    Lags scored() {
        return scored;
    }

    /** For how long the view may have missed something. */
    Duration age() {
        return view.last().age(clock.getAsLong());
    }

    /** Why the view is not what the topics hold, in a sentence. Empty while it is. */
    Optional<String> viewTrouble() {
        return missing.or(view.last()::trouble)
                .or(() -> age().compareTo(Lags.PATIENCE) > 0
                        ? Optional.of("the view is " + age().toSeconds() + " s old, expected at most "
                                + Lags.PATIENCE.toSeconds() + " s")
                        : Optional.empty());
    }
}
