package io.penumbra.replay;

import io.penumbra.dataset.DatasetException;
import io.penumbra.dataset.Sample;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageRecords;
import io.penumbra.process.Refusal;
import java.net.URI;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends samples to a topic as image events, at a steady rate. The caller configures and closes the producer. */
public final class Replayer implements AutoCloseable {

    /** A replay that fell behind catches up at full speed by at most this much, in ns. */
    private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final URI source;
    private final long periodNanos;
    private final LongFunction<Instant> eventTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable ReplayException> failure = new AtomicReference<>();

    /**
     * @param source the CloudEvents source of the events
     * @param imagesPerSecond 0 for full speed
     * @param eventTime event time of the n-th image of a replay, n from 0; {@code n -> clock.instant()} for now
     */
    public Replayer(
            Producer<byte[], byte[]> producer,
            String topic,
            URI source,
            double imagesPerSecond,
            LongFunction<Instant> eventTime) {
        if (!(imagesPerSecond >= 0) || Double.isInfinite(imagesPerSecond)) {
            throw new IllegalArgumentException("images per second must be finite and at least 0: " + imagesPerSecond);
        }
        this.producer = Objects.requireNonNull(producer, "producer");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.source = Objects.requireNonNull(source, "source");
        this.periodNanos = imagesPerSecond == 0 ? 0 : (long) (1e9 / imagesPerSecond);
        this.eventTime = Objects.requireNonNull(eventTime, "eventTime");
    }

    /**
     * Sends every sample and returns when all are acknowledged. After {@link #close} or an interrupt it returns once
     * the images sent so far are acknowledged. The interrupt stays set.
     *
     * @param samples may be endless; closed here
     * @param progress is told the number of images sent, after each one
     * @return number of images sent
     * @throws ReplayException if the producer or the broker refused an image; after that nothing more is sent
     * @throws DatasetException if an image cannot be read; those before it are sent
     */
    public long replay(Stream<Sample> samples, LongConsumer progress) {
        long sent = 0;
        try (samples) {
            Iterator<Sample> remaining = samples.iterator();
            long due = System.nanoTime();
            while (isOpen() && remaining.hasNext()) {
                if (periodNanos > 0) {
                    long now = System.nanoTime();
                    if (now - due > MOST_BEHIND_NANOS) {
                        due = now - MOST_BEHIND_NANOS;
                    }
                    if (closed.await(due - now, TimeUnit.NANOSECONDS)) {
                        break;
                    }
                    due += periodNanos;
                }
                send(remaining.next(), sent);
                sent++;
                progress.accept(sent);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            flush();
        }
        throwFailure();
        return sent;
    }

    /** Ends a replay that runs in another thread. It returns soon after. */
    @Override
    public void close() {
        closed.countDown();
    }

    private boolean isOpen() {
        throwFailure();
        return closed.getCount() > 0 && !Thread.currentThread().isInterrupted();
    }

    private void send(Sample sample, long number) {
        ImageEvent event = sample.event(eventTime.apply(number));
        try {
            producer.send(ImageRecords.write(topic, source, event), (metadata, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, failed(sample, error));
                }
            });
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw failed(sample, e);
        }
    }

    /** Waits for the images under way, also after an interrupt. A second interrupt ends the wait. */
    private void flush() {
        boolean interrupted = Thread.interrupted();
        try {
            producer.flush();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void throwFailure() {
        ReplayException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private ReplayException failed(Sample sample, Exception cause) {
        String why = Refusal.of(cause).orElse(String.valueOf(cause.getMessage()));
        return new ReplayException("image " + sample.id() + " could not be sent to " + topic + ": " + why, cause);
    }
}
