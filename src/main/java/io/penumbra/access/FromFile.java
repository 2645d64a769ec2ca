package io.penumbra.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value from a file. If the file changes, it is read again within 5 s. While the changed file cannot be read, the
 * value before it counts.
 */
final class FromFile<T> implements Supplier<T> {
    private static final Logger LOG = LoggerFactory.getLogger(FromFile.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path file;
    private final Function<String, T> reading;
    private final LongSupplier nanos;
    private T value;
    private FileTime changed;
    private long looked;

    /**
     * @param reading from the text of the file
     * @param nanos a clock that only goes forward
     * @throws IllegalArgumentException if the file cannot be read; the message names it
     */
    FromFile(Path file, Function<String, T> reading, LongSupplier nanos) {
        this.file = file;
        this.reading = reading;
        this.nanos = nanos;
        looked = nanos.getAsLong();
        try {
            changed = Files.getLastModifiedTime(file);
            value = read();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private T read() throws IOException {
        try {
            return reading.apply(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized T get() {
        if (nanos.getAsLong() - looked >= EVERY_NANOS) {
            looked = nanos.getAsLong();
            try {
                FileTime now = Files.getLastModifiedTime(file);
                if (!now.equals(changed)) {
                    value = read();
                    changed = now;
                    LOG.info("{} has changed and is read again", file);
                }
            } catch (IOException | IllegalArgumentException e) {
                LOG.error("{} cannot be read again; what it said before still counts: {}", file, e.toString());
            }
        }
        return value;
    }
}
