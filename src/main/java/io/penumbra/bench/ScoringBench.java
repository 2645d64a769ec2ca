package io.penumbra.bench;

import io.penumbra.avatar.Avatars;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.Decoder;
import io.penumbra.image.Pixels;
import io.penumbra.model.Models;
import io.penumbra.process.Failure;
import io.penumbra.process.Producers;
import io.penumbra.process.TemporaryFolder;
import io.penumbra.replay.Replayer;
import io.penumbra.report.StudyRun;
import io.penumbra.scoring.Scorer;
import io.penumbra.scoring.ScoringListener;
import io.penumbra.scoring.ScoringLoop;
import io.penumbra.scoring.ScoringSettings;
import io.penumbra.service.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.FloatBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Images per second from the topic of images to committed scores, and of the models alone. The images are drawn and
 * sent before the measurement.
 */
final class ScoringBench implements AutoCloseable {
    private static final String IMAGES = "bench.images";
    private static final String SCORES = "bench.image-scores";
    private static final String DEAD_LETTERS = "bench.images.dlq";
    private static final int PARTITIONS = 4;
    private static final int DRAWN = 256;
    private static final long SEED = 2027;
    private static final int WARM_UP_BATCHES = 100;
    /** Batches at the start of a round that are not measured. */
    private static final int FIRST_BATCHES = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, Object> connection;
    private final Models models;
    private final int batch;
    private final Decoder decoder;
    private final TemporaryFolder folder = new TemporaryFolder("penumbra-bench-");
    private final List<Sample> samples;
    private final FloatBuffer decoded;

    ScoringBench(Map<String, Object> connection, Admin admin, Models models, int batch)
            throws ExecutionException, InterruptedException {
        this.connection = connection;
        this.models = models;
        this.batch = batch;
        this.decoder = new Decoder(models.input());
        this.samples = draw();
        this.decoded = decode();
        Topics.create(
                admin,
                Stream.of(IMAGES, SCORES, DEAD_LETTERS)
                        .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                        .toList());
    }

    private List<Sample> draw() {
        try {
            Avatars.write(folder.path(), SEED, 1, DRAWN, Split.TEST_ONLY, written -> {});
        } catch (IOException e) {
            throw new Failure("cannot draw avatars: " + e.getMessage(), e);
        }
        try (var drawn = CelebA.open(folder.path()).samples()) {
            return drawn.toList();
        }
    }

    private FloatBuffer decode() {
        FloatBuffer buffer = models.buffer(batch);
        for (int i = 0; i < batch; i++) {
            if (decoder.decode(samples.get(i % DRAWN).read()) instanceof Pixels pixels) {
                models.input().write(pixels, buffer, i * models.input().length());
            }
        }
        return buffer;
    }

    /** How many images the models alone score in {@code seconds}, in whole batches. */
    int imagesIn(int seconds) throws InterruptedException {
        modelsAlone(batch);
        return batch * (int) Math.ceil(modelsAlone(4 * batch).perSecond() * seconds / batch);
    }

    /** @param images a multiple of the batch */
    Rate modelsAlone(int images) throws InterruptedException {
        var start = Rate.Moment.now();
        for (int done = 0; done < images; done += batch) {
            models.predict(decoded, batch);
        }
        return Rate.since(start, images);
    }

    /**
     * Lets the JIT compiler see the pipeline. Batches of one image come first, because much of the code runs once a
     * batch.
     *
     * @param light fast models of the same format, so that the compiler sees more of the rest
     */
    void warmUp(Models light, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos() / 2) {
            pipeline(light, WARM_UP_BATCHES, 1);
        }
        while (System.nanoTime() - start < time.toNanos()) {
            pipeline(light, WARM_UP_BATCHES * batch, batch);
        }
    }

    /** From the commit of the first few batches to that of the last. */
    Rate pipeline(int images) throws InterruptedException {
        return pipeline(models, images, batch);
    }

    private Rate pipeline(Models models, int images, int batch) throws InterruptedException {
        int first = FIRST_BATCHES * batch;
        send(first + images);
        var commits = new LoopCommits(first, first + images);
        var settings = new ScoringSettings(
                connection, IMAGES, new CloudEvents(), SCORES, DEAD_LETTERS, "bench-scoring", "bench-scoring", batch);
        try (var scorer = new Scorer(models, decoder, batch, commits);
                var loop = new ScoringLoop(settings, scorer, commits)) {
            loop.start();
            return commits.rate();
        }
    }

    /** Images per second of {@code report}, from files to counts. */
    Rate offline(int images) throws InterruptedException {
        Iterator<Sample> row =
                IntStream.range(0, images).mapToObj(i -> samples.get(i % DRAWN)).iterator();
        var start = Rate.Moment.now();
        new StudyRun(models).score(row, batch, Clock.systemUTC().instant(), done -> {});
        return Rate.since(start, images);
    }

    private void send(int images) {
        try (var producer = Producers.images(connection);
                var replayer = new Replayer(
                        producer,
                        IMAGES,
                        URI.create("urn:penumbra:bench"),
                        0,
                        n -> Clock.systemUTC().instant())) {
            Stream<Sample> stream = IntStream.range(0, images).mapToObj(i -> {
                Sample sample = samples.get(i % DRAWN);
                return sample.withId(sample.id() + "-" + i);
            });
            replayer.replay(stream, sent -> {});
        }
    }

    /** Measures the rate between two commits. */
    private static final class LoopCommits implements ScoringListener {
        private final int first;
        private final int last;
        private int committed;
        private int before;
        private Rate.Moment from = Rate.Moment.now();
        private Rate.Moment to = from;

        LoopCommits(int first, int last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public synchronized void committed(int records) {
            committed += records;
            if (before == 0 && committed >= first) {
                before = committed;
                from = Rate.Moment.now();
            }
            if (committed >= last) {
                to = Rate.Moment.now();
                notifyAll();
            }
        }

        synchronized Rate rate() throws InterruptedException {
            int seen = -1;
            while (committed < last) {
                if (committed == seen) {
                    throw new Failure("scoring has made no progress for " + PATIENCE.toSeconds() + " s after "
                            + committed + " of " + last + " images");
                }
                seen = committed;
                wait(PATIENCE.toMillis());
            }
            return Rate.of(committed - before, from, to);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
