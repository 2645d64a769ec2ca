package io.penumbra.report.chart;

import java.util.Optional;

/**
 * What a model weighs and takes, and the change of the error for whom it is largest.
 *
 * @param bytes of one member
 * @param millis for an image
 * @param worst empty for the baseline, and where no subgroup has images enough
 */
public record Cost(String model, long bytes, double millis, Optional<Worst> worst) {
    public record Worst(String subgroup, Mark change) {}
}
