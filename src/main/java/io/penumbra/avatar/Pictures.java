package io.penumbra.avatar;

import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.process.Background;
import io.penumbra.process.Failure;
import io.penumbra.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An endless row of avatars, in chapters. Each chapter is a folder in CelebA's layout. It is drawn while the chapter
 * before it is replayed, and deleted after its own replay.
 */
public final class Pictures implements AutoCloseable {
    /** The seed of the avatars on which the shipped models were trained. */
    public static final long TRAINING_SEED = 1;

    private static final int FIRST_CHAPTER = 100;
    private static final int CHAPTER = 500;

    private final long seed;
    private final TemporaryFolder folder = new TemporaryFolder("penumbra-avatars-");
    private final ExecutorService drawing = Executors.newSingleThreadExecutor(Background.daemons("drawing"));
    private volatile boolean closed;

    public Pictures(long seed) {
        this.seed = seed;
    }

    /** The avatars in their order, for one replay at a time. */
    public Stream<Sample> samples() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Chapters(), Spliterator.ORDERED), false);
    }

    /**
     * The same avatar in another light; see {@link Avatars#jpeg(long, long, double)}.
     *
     * @param sample the latest one of {@link #samples()}
     */
    public Sample exposed(Sample sample, double exposure) {
        Path file = sample.path().resolveSibling(sample.id() + "-exposed.jpg");
        try {
            Files.write(file, Avatars.jpeg(seed, Long.parseLong(sample.id()), exposure));
        } catch (IOException e) {
            throw new Failure("cannot draw avatars: " + Failure.reason(e), e);
        }
        return sample.withPath(file);
    }

    private final class Chapters implements Iterator<Sample> {
        private long number = -1;
        private Future<?> next = draw(0);
        private Iterator<Sample> samples = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Sample next() {
            if (!samples.hasNext()) {
                turn();
            }
            return samples.next();
        }

        private void turn() {
            await(next);
            if (number >= 0) {
                TemporaryFolder.delete(chapter(number));
            }
            number++;
            samples = CelebA.open(chapter(number)).samples().iterator();
            next = draw(number + 1);
        }
    }

    private Future<?> draw(long chapter) {
        int count = chapter == 0 ? FIRST_CHAPTER : CHAPTER;
        long first = chapter == 0 ? 1 : 1 + FIRST_CHAPTER + (chapter - 1) * CHAPTER;
        return drawing.submit(() -> {
            if (!closed) {
                Avatars.write(chapter(chapter), seed, first, count, Split.TEST_ONLY, written -> {}, () -> closed);
            }
            return null;
        });
    }

    private Path chapter(long chapter) {
        return folder.path().resolve("chapter-" + chapter);
    }

    private static void await(Future<?> drawn) {
        try {
            drawn.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while avatars were drawn", e);
        } catch (ExecutionException e) {
            throw new Failure("cannot draw avatars: " + Failure.reason(e), e);
        }
    }

    /** Waits until no picture is being drawn, and deletes the folder. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        drawing.shutdown(); // an interrupt would end the drawing thread alone, not those that help it
        drawing.awaitTermination(20, TimeUnit.SECONDS);
        folder.close();
    }
}
