package io.penumbra.model;

import io.penumbra.image.InputFormat;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * The first batch of each member, whose output tells whether {@code models.yaml} is right about it. Its images are
 * zeros and coloured noise, always the same.
 */
final class WarmUp {
    private static final long SEED = 2010_03058;
    private static final int LEAST_IMAGES = 4;
    /** Rounding of an output of 8 bits, for each class. */
    private static final double STEP = 1.0 / 512;

    private final InferencePool pool;
    private final Duration timeout;
    private final int images;
    private final int classes;
    private final FloatBuffer batch;

    /** @param batch a buffer for the images; see {@link #images} */
    WarmUp(InferencePool pool, Duration timeout, InputFormat input, int classes, FloatBuffer batch) {
        this.pool = pool;
        this.timeout = timeout;
        this.images = batch.capacity() / input.length();
        this.classes = classes;
        this.batch = batch;
        var random = new Random(SEED);
        float mean = input.mean()[0];
        float std = input.std()[0];
        for (int at = input.length(); at < batch.capacity(); at++) {
            batch.put(at, (random.nextFloat() - mean) / std);
        }
    }

    /** Number of images of the batch. */
    static int images(int threads) {
        return Math.max(LEAST_IMAGES, 2 * threads);
    }

    /** @throws ModelLoadException if the member does not end, fails, or gives something else than it should */
    void run(Member member, Declaration.Output output) {
        check(member.file(), output, values(member));
    }

    private float[] values(Member member) {
        try {
            return pool.begin(options -> member.run(batch.duplicate().rewind(), images, options), timeout)
                    .get()
                    .output();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RunFailure failure)) {
                throw new ModelLoadException("cannot run " + member.file() + ": " + e.getMessage(), e);
            }
            if (failure.kind() == RunFailure.Kind.FAULT) {
                throw new ModelLoadException(member.file() + " " + failure.getMessage(), e);
            }
            throw new ModelLoadException(
                    member.file() + " does not end its warm-up of " + images + " images within " + timeout.toMillis()
                            + " ms",
                    failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelLoadException("interrupted during the warm-up of " + member.file(), e);
        }
    }

    private void check(Path file, Declaration.Output output, float[] values) {
        var finite = new ArrayList<float[]>();
        for (int i = 0; i < images; i++) {
            float[] image = Arrays.copyOfRange(values, i * classes, (i + 1) * classes);
            if (Declaration.Output.LOGITS.fault(image).isEmpty()) {
                finite.add(image);
            }
        }
        if (finite.isEmpty()) {
            throw refusal(file, values, "finite numbers");
        }
        if (output == Declaration.Output.PROBABILITIES) {
            for (float[] image : finite) {
                if (!areProbabilities(image)) {
                    throw refusal(file, image, "probabilities, which add up to 1: is it output: logits?");
                }
            }
        } else if (finite.stream().allMatch(this::areProbabilities)) {
            throw new ModelLoadException(file + " gives values that add up to 1 for each of " + finite.size()
                    + " images, such as " + Arrays.toString(first(finite.get(0)))
                    + ", expected logits: is it output: probabilities?");
        }
    }

    private ModelLoadException refusal(Path file, float[] image, String expected) {
        return new ModelLoadException(
                file + " gives " + Arrays.toString(first(image)) + " for an image, expected " + expected);
    }

    /** Not a thousand numbers in a sentence. */
    private float[] first(float[] image) {
        return Arrays.copyOf(image, Math.min(classes, 5));
    }

    private boolean areProbabilities(float[] image) {
        double sum = 0;
        for (float value : image) {
            if (!Declaration.Output.isShare(value)) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) <= 0.01 + classes * STEP;
    }
}
