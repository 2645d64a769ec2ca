package io.penumbra.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penumbra.dataset.DatasetException;
import io.penumbra.dataset.Partition;
import io.penumbra.dataset.Sample;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.ImageEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {

    private static final Instant START = Instant.parse("2024-05-06T07:08:09Z");

    @TempDir
    Path folder;

    private final MockProducer<byte[], byte[]> producer = producer(true);

    private static MockProducer<byte[], byte[]> producer(boolean acknowledgesAtOnce) {
        return new MockProducer<>(acknowledgesAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @BeforeEach
    void writeImage() throws IOException {
        Files.write(folder.resolve("image.jpg"), new byte[] {1, 2, 3});
    }

    private Stream<Sample> samples() {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> new Sample(
                        "image-" + i, folder.resolve("image.jpg"), "blond", Map.of("sex", "male"), Partition.TEST));
    }

    private Replayer replayer(double imagesPerSecond) {
        return new Replayer(producer, "images", URI.create("/test"), imagesPerSecond, START::plusSeconds);
    }

    @Test
    void everySampleIsSentAsAnImageEvent() {
        List<Long> progress = new ArrayList<>();
        assertThat(replayer(0).replay(samples().limit(3), progress::add)).isEqualTo(3);
        assertThat(progress).containsExactly(1L, 2L, 3L);
        assertThat(producer.flushed()).isTrue();
        assertThat(producer.history()).hasSize(3);
        ProducerRecord<byte[], byte[]> third = producer.history().get(2);
        assertThat(third.topic()).isEqualTo("images");
        assertThat(third.key()).asString().isEqualTo("image-2");
        ConsumerRecord<byte[], byte[]> consumed = new ConsumerRecord<>("images", 0, 0, third.key(), third.value());
        third.headers().forEach(header -> consumed.headers().add(header));
        ImageEvent event = (ImageEvent) new CloudEvents().read(consumed);
        assertThat(event.id()).isEqualTo("image-2");
        assertThat(event.time()).isEqualTo(START.plusSeconds(2));
        assertThat(event.label()).contains("blond");
        assertThat(event.subgroups()).isEqualTo(Map.of("sex", "male"));
        assertThat(event.contentType()).isEqualTo("image/jpeg");
        assertThat(event.size()).isEqualTo(3);
    }

    @Test
    void rateIsKept() {
        long start = System.nanoTime();
        replayer(200).replay(samples().limit(21), count -> {});
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(99), Duration.ofSeconds(5));
    }

    @Test
    void closeEndsAnEndlessReplayAtOnce() {
        Replayer replayer = replayer(0.01);
        CompletableFuture<Long> replay = CompletableFuture.supplyAsync(() -> replayer.replay(samples(), n -> {}));
        await().until(() -> producer.history().size() == 1);
        replayer.close();
        assertThat(replay).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1L);
        assertThat(producer.flushed()).isTrue();
        assertThat(replayer.replay(samples(), n -> {})).isZero();
    }

    @Test
    void interruptEndsAReplayAndStaysSet() throws InterruptedException {
        AtomicLong sent = new AtomicLong();
        AtomicBoolean stillSet = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            sent.set(replayer(0.01).replay(samples(), n -> {}));
            stillSet.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        await().until(() -> producer.history().size() == 1);
        thread.interrupt();
        thread.join(5000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(sent).hasValue(1);
        assertThat(stillSet).isTrue();
        assertThat(producer.flushed()).isTrue();
    }

    @Test
    void errorOfTheBrokerIsThrownAndNamesTheImage() {
        MockProducer<byte[], byte[]> slow = producer(false);
        Replayer replayer = new Replayer(slow, "images", URI.create("/test"), 0, START::plusSeconds);
        assertThatThrownBy(() -> replayer.replay(samples(), sent -> {
                    if (sent == 2) {
                        slow.completeNext();
                        slow.errorNext(new RecordTooLargeException("too large"));
                    }
                }))
                .isInstanceOf(ReplayException.class)
                .hasMessage("image image-1 could not be sent to images: too large")
                .hasCauseInstanceOf(RecordTooLargeException.class);
        assertThat(slow.history()).hasSize(2);
    }

    @Test
    void errorThatComesWithTheFlushIsThrown() {
        MockProducer<byte[], byte[]> failing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new RecordTooLargeException("too late"));
                        super.flush();
                    }
                };
        Replayer replayer = new Replayer(failing, "images", URI.create("/test"), 0, START::plusSeconds);
        assertThatThrownBy(() -> replayer.replay(samples().limit(1), n -> {})).hasMessageContaining("too late");
    }

    @Test
    void errorOfTheProducerItselfIsThrown() {
        producer.sendException = new RecordTooLargeException("at once");
        assertThatThrownBy(() -> replayer(0).replay(samples(), n -> {}))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("image-0")
                .hasMessageContaining("at once");
    }

    @Test
    void missingImageIsThrownAfterTheOthersWereFlushed() {
        Sample gone = new Sample("gone", folder.resolve("gone.jpg"), "blond", Map.of(), Partition.TEST);
        assertThatThrownBy(() -> replayer(0).replay(Stream.concat(samples().limit(1), Stream.of(gone)), n -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("gone.jpg");
        assertThat(producer.flushed()).isTrue();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void impossibleRateIsRefused() {
        assertThatThrownBy(() -> replayer(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> replayer(Double.NaN)).hasMessageContaining("NaN");
    }
}
