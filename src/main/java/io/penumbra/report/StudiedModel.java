package io.penumbra.report;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model, and what it costs to keep and to run.
 *
 * @param compression what was done to it
 * @param members of its population
 * @param bytes of one member's file, the mean over the members
 * @param deflatedBytes the same after deflate
 * @param nonZero parameters of one member that are not 0, the mean over the members
 * @param nanosPerImage that one member ran for an image in one thread, while others ran beside it
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

    /** The share of weights that were set to 0, where pruning is all that was done to it. */
    Optional<Double> prunedOnly() {
        return compression.size() == 1 && compression.get(PRUNING) instanceof Number share
                ? Optional.of(share.doubleValue())
                : Optional.empty();
    }

    /** Such as {@code pruning 0.9, quantization int8-static}; a dash for none. */
    String compressionText() {
        return compression.isEmpty()
                ? "–"
                : new TreeMap<>(compression)
                        .entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(", "));
    }

    /** Bytes after deflate where they are known, else those of the file. */
    long size() {
        return deflatedBytes.orElse(bytes);
    }
}
