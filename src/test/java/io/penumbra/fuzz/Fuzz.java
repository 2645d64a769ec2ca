package io.penumbra.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Gives a reader very many inputs, each made from a seed of its own, on all processors. A failure names the seed and
 * keeps the input, so that it can be tried again alone.
 */
public final class Fuzz {
    private static final Path FAILURES = Path.of("target", "fuzz");

    /** What must hold of one input. It throws if it does not. */
    @FunctionalInterface
    public interface Check {
        /** @return whether the reader accepted the input */
        boolean accepts(byte[] input) throws Exception;
    }

    private Fuzz() {}

    /**
     * @param make makes an input, the same from the same random numbers
     * @return the share of inputs that were accepted, 0 to 1
     */
    public static double run(String name, int inputs, Function<RandomGenerator, byte[]> make, Check check) {
        var accepted = new LongAdder();
        LongStream.range(0, inputs).parallel().forEach(seed -> {
            byte[] input = input(seed, make);
            try {
                if (check.accepts(input)) {
                    accepted.increment();
                }
            } catch (Exception | Error e) {
                throw new AssertionError("seed " + seed + " of " + name + ", kept as " + keep(name, seed, input), e);
            }
        });
        double share = accepted.doubleValue() / inputs;
        System.out.printf("%s: %d inputs, %.1f %% accepted%n", name, inputs, 100 * share);
        return share;
    }

    /** The input that {@link #run} makes from a seed. */
    public static byte[] input(long seed, Function<RandomGenerator, byte[]> make) {
        return make.apply(new SplittableRandom(seed));
    }

    private static Path keep(String name, long seed, byte[] input) {
        try {
            Files.createDirectories(FAILURES);
            return Files.write(FAILURES.resolve(name.replace(' ', '-') + "-" + seed), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
