package io.penumbra.scoring;

import io.penumbra.image.Unreadable;
import io.penumbra.wire.DeadLetter;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes images, scores them and produces scores. The poll batch is the inference batch.
 *
 * <p>A batch whose images are much work to decode is cut; the rest is polled again.
 *
 * <p>Each batch is one transaction: its scores, its dead letters and its offsets are committed together or not at all.
 * While one batch is in ONNX Runtime, the next is decoded and the one before is committed. After any failure the loop
 * begins again from the committed offsets.
 */
public final class ScoringLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration BUSY_POLL = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /**
     * Largest dead letter in bytes, for the first try and for each try after the topic found one too large. The limit
     * falls in steps, so that smaller letters of the same batch stay whole. Kafka's default limit is 1 MiB.
     */
    private static final List<Integer> DEAD_LETTER_SIZES = List.of(Integer.MAX_VALUE, 1_000_000, 100_000, 10_000, 0);

    /**
     * Most work of decoding a batch, about 4 s of a processor. 128 of the largest images would take minutes, and the
     * group takes the partitions from a consumer that does not poll for 5 minutes.
     */
    private static final long MOST_WORK = 1_000_000_000;

    private final ScoringSettings settings;
    private final Scorer scorer;
    private final ScoringListener listener;
    private final ClientListener clients;
    private final Predicate<byte[]> isForgotten;
    private final Thread thread = new Thread(this::run, "scoring-loop");
    private final ImagePosition position;
    private volatile Optional<String> trouble = Optional.of("not started yet");
    private volatile boolean again;
    private final CountDownLatch resting = new CountDownLatch(1);
    private volatile boolean closed;

    public ScoringLoop(ScoringSettings settings, Scorer scorer, ScoringListener listener) {
        this(settings, scorer, listener, ClientListener.SILENT, id -> false);
    }

    /** @param isForgotten whether the image of an id is forgotten; it is neither scored nor made a dead letter */
    public ScoringLoop(
            ScoringSettings settings,
            Scorer scorer,
            ScoringListener listener,
            ClientListener clients,
            Predicate<byte[]> isForgotten) {
        this.isForgotten = isForgotten;
        this.settings = settings;
        this.scorer = scorer;
        this.listener = listener;
        this.clients = clients;
        this.position = new ImagePosition(listener);
    }

    public void start() {
        thread.start();
    }

    /** Why the loop is not scoring; empty while it is. */
    public Optional<String> trouble() {
        return trouble;
    }

    /**
     * The offset before which all images are scored and committed, for each partition that this instance reads; empty
     * in one without a position.
     */
    public Map<TopicPartition, OptionalLong> positions() {
        return position.scored();
    }

    /** Begins again with new clients at the beginning of the images, because their topic was made anew. */
    public void readAnew() {
        again = true;
    }

    /**
     * Ends the loop within 11 s. It commits what is scored, waits for at most one more batch, and leaves the rest to
     * other instances.
     */
    @Override
    public void close() {
        closed = true;
        resting.countDown();
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(1).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                session();
            } catch (InterruptException e) {
                break;
            } catch (RuntimeException | Error e) {
                pause = trouble.isEmpty() ? FIRST_PAUSE : longer(pause);
                trouble = Optional.of(String.valueOf(e.getMessage()));
                LOG.error("scoring failed, it begins again from the committed offsets in {} ms", pause.toMillis(), e);
                rest(pause);
            }
        }
        trouble = Optional.of("closed");
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void rest(Duration pause) {
        try {
            resting.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Scores until the loop is closed or a client fails. Opens the clients and closes them. */
    private void session() {
        try (var consumer = ScoringClients.consumer(settings);
                var producer = ScoringClients.producer(settings)) {
            producer.initTransactions();
            var underWay = new UnderWay<Batch>();
            consumer.subscribe(List.of(settings.imagesTopic()), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    commitAll(underWay, consumer, producer);
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    LOG.info("scoring partitions {}", consumer.assignment());
                }

                @Override
                public void onPartitionsLost(Collection<TopicPartition> partitions) {
                    underWay.clear();
                }
            });
            ClientListener.Watch watch = clients.opened(consumer, producer);
            if (again) {
                position.rewind();
                again = false;
            }
            try {
                while (!closed && !again) {
                    step(underWay, consumer, producer);
                    position.see(consumer, underWay.isEmpty());
                }
                while (underWay.isDone()) {
                    commit(take(underWay), consumer, producer);
                }
            } finally {
                // Other instances score what is still under way. If it stayed here, closing the consumer would commit
                // it
                // first, and if that failed, the consumer would not leave its group.
                underWay.clear();
                position.end();
                watch.close();
            }
        }
    }

    private void step(UnderWay<Batch> underWay, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        if (!underWay.isFull()) {
            ConsumerRecords<byte[], byte[]> polled =
                    position.poll(consumer, underWay.isEmpty() ? IDLE_POLL : BUSY_POLL);
            if (!polled.isEmpty()) {
                begin(polled, underWay, consumer);
            } else if (trouble.isPresent() && underWay.isEmpty() && hasNothingToDo(consumer)) {
                trouble = Optional.empty();
            }
        }
        if (underWay.isDue()) {
            commit(take(underWay), consumer, producer);
        }
    }

    /** Whether the consumer is a member of its group and has read all its partitions, if any, to the end. */
    private static boolean hasNothingToDo(Consumer<?, ?> consumer) {
        return consumer.groupMetadata().generationId() >= 0
                && consumer.assignment().stream()
                        .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    private void begin(ConsumerRecords<byte[], byte[]> polled, UnderWay<Batch> underWay, Consumer<?, ?> consumer) {
        Batch batch = Batch.of(polled, settings.format(), scorer::work, MOST_WORK, isForgotten);
        batch.left().forEach(consumer::seek);
        underWay.add(batch, scorer.score(batch.received(), batch.sources()));
    }

    private void commitAll(UnderWay<Batch> underWay, Consumer<?, ?> consumer, Producer<byte[], byte[]> producer) {
        while (!underWay.isEmpty()) {
            commit(take(underWay), consumer, producer);
        }
    }

    private void commit(UnderWay.Done<Batch> done, Consumer<?, ?> consumer, Producer<byte[], byte[]> producer) {
        List<Outcome> outcomes = done.outcomes();
        long start = System.nanoTime();
        commit(done.batch(), outcomes, consumer, producer, DEAD_LETTER_SIZES.iterator());
        listener.transacted(System.nanoTime() - start);
        trouble = Optional.empty();
        position.commit(done.batch().behind());
        listener.committed(outcomes.size());
        listener.forgotten(done.batch().forgotten());
        for (Outcome outcome : outcomes) {
            outcome.failed().forEach(listener::failed);
            if (outcome instanceof Outcome.Refused refused) {
                listener.deadLetter(refused.why().reason());
            } else {
                listener.scored();
            }
        }
    }

    private void commit(
            Batch batch,
            List<Outcome> outcomes,
            Consumer<?, ?> consumer,
            Producer<byte[], byte[]> producer,
            Iterator<Integer> sizes) {
        try {
            transact(batch, outcomes, consumer, producer, sizes.next());
        } catch (RecordTooLargeException e) {
            if (!sizes.hasNext()) {
                throw e;
            }
            LOG.warn(
                    "a dead letter is too large for its topic and is sent again without a part of it: {}",
                    e.getMessage());
            producer.abortTransaction();
            commit(batch, outcomes, consumer, producer, sizes);
        }
    }

    private void transact(
            Batch batch,
            List<Outcome> outcomes,
            Consumer<?, ?> consumer,
            Producer<byte[], byte[]> producer,
            int largest) {
        try {
            producer.beginTransaction();
            for (int i = 0; i < outcomes.size(); i++) {
                producer.send(record(batch.records().get(i), outcomes.get(i), largest));
            }
            producer.sendOffsetsToTransaction(batch.behind(), consumer.groupMetadata());
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw e.getCause() instanceof RecordTooLargeException large ? large : e;
        }
    }

    private ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> image, Outcome outcome, int largest) {
        if (outcome instanceof Outcome.Scored scored) {
            byte[] id = scored.score().getImageIdBytes().toByteArray();
            return new ProducerRecord<>(
                    settings.scoresTopic(), id, scored.score().toByteArray());
        }
        Unreadable why = ((Outcome.Refused) outcome).why();
        var cause = new DeadLetter.Cause(
                Unreadable.class.getName(),
                why.reason().text() + ": " + why.message(),
                image.topic(),
                image.partition(),
                image.offset());
        var letter = DeadLetter.of(image.key(), image.value(), image.headers(), cause, largest);
        return new ProducerRecord<>(
                settings.deadLetterTopic(), null, null, letter.key(), letter.value(), letter.headers());
    }

    private static UnderWay.Done<Batch> take(UnderWay<Batch> underWay) {
        try {
            return underWay.take();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
