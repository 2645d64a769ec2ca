package io.penumbra.model;

import io.penumbra.image.InputFormat;
import io.penumbra.image.Layout;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * The first batch of each member, whose output tells whether {@code models.yaml} is right about it. Its images are
 * zeros, coloured noise and plain colours, always the same.
 */
final class WarmUp {
    private static final long SEED = 2010_03058;
    private static final int LEAST_IMAGES = 4;
    private static final int LEVELS = 256;
    /** Levels of plain colours are lower. */
    private static final int BRIGHTEST = 217;
    /** An image of noise, which is run alone as well. */
    private static final int ALONE = 1;

    private final InferencePool pool;
    private final Duration timeout;
    private final InputFormat input;
    private final int images;
    private final int classes;
    private final FloatBuffer batch;

    /** @param batch a buffer for the images; see {@link #images} */
    WarmUp(InferencePool pool, Duration timeout, InputFormat input, int classes, FloatBuffer batch) {
        this.pool = pool;
        this.timeout = timeout;
        this.input = input;
        this.images = batch.capacity() / input.length();
        this.classes = classes;
        this.batch = batch;
        var random = new Random(SEED);
        for (int image = 1; image < images; image++) {
            if (image % 2 == 1) {
                noise(random, image * input.length());
            } else {
                colour(random, image * input.length());
            }
        }
    }

    private void noise(Random random, int from) {
        for (int i = 0; i < input.length(); i++) {
            batch.put(from + i, input.value(channel(i), random.nextInt(LEVELS)));
        }
    }

    private void colour(Random random, int from) {
        int[] colour = random.ints(input.channels().count(), 0, BRIGHTEST).toArray();
        for (int i = 0; i < input.length(); i++) {
            batch.put(from + i, input.value(channel(i), colour[channel(i)]));
        }
    }

    /** The channel of value i of an image. */
    private int channel(int i) {
        int count = input.channels().count();
        return input.layout() == Layout.NCHW ? i / (input.length() / count) : i % count;
    }

    /** Number of images of the batch. */
    static int images(int threads) {
        return Math.max(LEAST_IMAGES, 2 * threads);
    }

    /**
     * Runs a member.
     *
     * @return the member, as it has to be run: one by one if it cannot take several images
     * @throws ModelLoadException if the member does not end, fails, or gives something else than it should
     */
    Member run(Member opened) {
        try {
            return checked(opened);
        } catch (RunFailure failure) {
            if (failure.kind() == RunFailure.Kind.FAULT && opened.batch().isEmpty()) {
                try {
                    return checked(opened.oneByOne());
                } catch (RunFailure alone) {
                    throw refusal(opened, failure);
                }
            }
            throw refusal(opened, failure);
        }
    }

    private Member checked(Member member) {
        List<float[]> first = values(member, 0, images);
        WarmUpValues.check(member, first);
        List<float[]> again = values(member, 0, images);
        float[] alone = values(member, ALONE, 1).get(0);
        SameAnswer.fault(first, again, ALONE, alone).ifPresent(fault -> {
            throw new ModelLoadException(member.file() + " " + fault);
        });
        return member;
    }

    private ModelLoadException refusal(Member member, RunFailure failure) {
        return new ModelLoadException(
                member.file() + " "
                        + (failure.kind() == RunFailure.Kind.FAULT
                                ? failure.getMessage()
                                : "does not end its warm-up of " + images + " images within " + timeout.toMillis()
                                        + " ms"),
                failure);
    }

    /** The values of each of {@code n} images. */
    private List<float[]> values(Member member, int from, int n) {
        FloatBuffer own = batch.slice(from * input.length(), n * input.length());
        try {
            float[] all = pool.begin(options -> member.run(own, n, options), timeout)
                    .get()
                    .output();
            return IntStream.range(0, n)
                    .mapToObj(i -> Arrays.copyOfRange(all, i * classes, (i + 1) * classes))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailure failure) {
                throw failure;
            }
            throw new ModelLoadException("cannot run " + member.file() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelLoadException("interrupted during the warm-up of " + member.file(), e);
        }
    }
}
