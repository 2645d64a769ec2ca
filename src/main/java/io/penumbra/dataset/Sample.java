package io.penumbra.dataset;

import io.penumbra.image.ImageEvent;
import io.penumbra.image.Reason;
import io.penumbra.image.Received;
import io.penumbra.image.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One image of a dataset, still in its file.
 *
 * @param id the file's name without its ending
 * @param label the true class; empty if it is withheld
 * @param subgroups value by attribute
 */
public record Sample(String id, Path path, String label, Map<String, String> subgroups, Partition partition) {

    public Sample {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(partition, "partition");
        subgroups = Map.copyOf(subgroups);
        if (id.isBlank()) {
            throw new IllegalArgumentException("sample without an id: " + path);
        }
    }

    /** The same image under another id, for example to send it once more. */
    public Sample withId(String otherId) {
        return new Sample(otherId, path, label, subgroups, partition);
    }

    /** The same image without its label. */
    public Sample unlabelled() {
        return new Sample(id, path, "", subgroups, partition);
    }

    /** The same sample with another file. */
    public Sample withPath(Path otherPath) {
        return new Sample(id, otherPath, label, subgroups, partition);
    }

    /**
     * The encoded image.
     *
     * @throws DatasetException if the file is missing or unreadable; the message names it
     */
    public byte[] read() {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new DatasetException("image " + id + " is missing: " + path, e);
        } catch (IOException e) {
            throw new DatasetException("cannot read image " + id + ": " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * The image as an event at {@code time}.
     *
     * @throws DatasetException if the file is missing or unreadable; the message names it
     */
    public ImageEvent event(Instant time) {
        return event(time, read());
    }

    /** The image as it would come out of Kafka. An empty file becomes an {@link Unreadable}, not an exception. */
    public Received received(Instant time) {
        byte[] encoded = read();
        return encoded.length == 0
                ? new Unreadable(Reason.EMPTY, "image " + id + " has no bytes")
                : event(time, encoded);
    }

    private ImageEvent event(Instant time, byte[] encoded) {
        String contentType = path.toString().endsWith(".png") ? "image/png" : "image/jpeg";
        Optional<String> told = label.isEmpty() ? Optional.empty() : Optional.of(label);
        return ImageEvent.of(id, time, told, subgroups, contentType, encoded);
    }
}
