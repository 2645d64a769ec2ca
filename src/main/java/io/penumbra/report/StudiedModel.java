package io.penumbra.report;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model, and its cost in bytes and time.
 *
 * @param compression the compression by method, for example {@code pruning} to {@code 0.9}
 * @param members the number of members
 * @param bytes size of a member's file, the mean over the members
 * @param deflatedBytes size of a member's file after deflate, the mean over the members
 * @param nonZero number of a member's parameters that are not 0, the mean over the members
 * @param nanosPerImage time of one member for an image, in nanoseconds of one thread while other threads ran
 */
public record StudiedModel(
        String name,
        Map<String, Object> compression,
        int members,
        long bytes,
        OptionalLong deflatedBytes,
        OptionalLong nonZero,
        double nanosPerImage) {
    private static final String PRUNING = "pruning";

    public StudiedModel {
        compression = Map.copyOf(compression);
    }

    /** The share of weights that pruning set to 0; empty if the model was compressed in another way too. */
    Optional<Double> prunedOnly() {
        return compression.size() == 1 && compression.get(PRUNING) instanceof Number share
                ? Optional.of(share.doubleValue())
                : Optional.empty();
    }

    /** For example {@code pruning 0.9, quantization int8-static}; a dash without compression. */
    String compressionText() {
        return compression.isEmpty()
                ? "–"
                : new TreeMap<>(compression)
                        .entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(", "));
    }

    /** Bytes after deflate if they are known, otherwise those of the file. */
    long size() {
        return deflatedBytes.orElse(bytes);
    }
}
