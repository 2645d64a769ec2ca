package io.penumbra.avatar;

import io.penumbra.dataset.Split;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws faces in the layout in which CelebA is published: {@code img_align_celeba/000001.jpg} and so on (178 × 218
 * pixels), {@code list_attr_celeba.txt} and {@code list_eval_partition.txt}.
 *
 * <p>Each seed gives an endless row of avatars, numbered from 1. An avatar has the same bytes however many others are
 * drawn, so a long row can be written chapter by chapter.
 */
public final class Avatars {
    /** At this exposure every picture is white. */
    public static final double MOST_EXPOSURE = 1000;

    private Avatars() {}

    /** The avatar of this index (from 1) as a JPEG. */
    public static byte[] jpeg(long seed, long index) {
        return Portrait.jpeg(Face.of(seed, index));
    }

    /**
     * The avatar of this index in another light, as a JPEG. Face, backdrop, camera and grain stay the same.
     *
     * @param exposure factor on the light that reaches the camera, above 0 and at most {@link #MOST_EXPOSURE}; 1/8 is
     *     three stops too dark, 4 is two stops too bright
     */
    public static byte[] jpeg(long seed, long index, double exposure) {
        if (!(exposure > 0 && exposure <= MOST_EXPOSURE)) {
            throw new IllegalArgumentException(
                    "exposure must be above 0 and at most " + MOST_EXPOSURE + ": " + exposure);
        }
        return Portrait.jpeg(Face.of(seed, index).exposed(exposure));
    }

    /**
     * Writes {@code count} avatars from number {@code first} on, and both lists. Existing files are replaced.
     *
     * @param first at least 1
     * @param progress is told the number of pictures written, after each one, from several threads
     */
    public static void write(Path folder, long seed, long first, int count, Split split, IntConsumer progress)
            throws IOException {
        write(folder, seed, first, count, split, progress, () -> false);
    }

    /**
     * Does the same until it is stopped. Nothing is written after it returns.
     *
     * @param stopped is asked before each picture, from several threads; once it says true, neither pictures nor lists follow
     */
    static void write(
            Path folder, long seed, long first, int count, Split split, IntConsumer progress, BooleanSupplier stopped)
            throws IOException {
        if (first < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "cannot draw " + count + " avatars from number " + first + ", expected at least 1 for both");
        }
        Path images = Files.createDirectories(folder.resolve("img_align_celeba"));
        AtomicInteger written = new AtomicInteger();
        try {
            IntStream.range(0, count).parallel().forEach(position -> {
                if (stopped.getAsBoolean()) {
                    return;
                }
                long index = first + position;
                writeImage(images.resolve(name(index)), jpeg(seed, index));
                progress.accept(written.incrementAndGet());
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (stopped.getAsBoolean()) {
            return;
        }
        writeAttributes(folder.resolve("list_attr_celeba.txt"), seed, first, count);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("list_eval_partition.txt"))) {
            for (int position = 0; position < count; position++) {
                out.write(name(first + position) + " " + split.partition(position, count) + "\n");
            }
        }
    }

    private static void writeImage(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void writeAttributes(Path file, long seed, long first, int count) throws IOException {
        String names = Arrays.stream(Attribute.values()).map(Attribute::text).collect(Collectors.joining(" "));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(count + "\n" + names + " \n");
            for (long index = first; index < first + count; index++) {
                Face face = Face.of(seed, index);
                StringBuilder line = new StringBuilder(name(index));
                for (Attribute attribute : Attribute.values()) {
                    line.append(attribute.of(face) ? "  1" : " -1");
                }
                out.write(line.append('\n').toString());
            }
        }
    }

    private static String name(long index) {
        return String.format(Locale.ROOT, "%06d.jpg", index);
    }
}
