package io.penumbra.report.chart;

import java.util.Optional;

/**
 * The size and the time of a model, and its error change in the worst subgroup.
 *
 * @param bytes size of one member
 * @param millis time for an image, in milliseconds
 * @param worst empty for the baseline, and if no subgroup has enough images
 */
public record Cost(String model, long bytes, double millis, Optional<Worst> worst) {
    public record Worst(String subgroup, Mark change) {}
}
