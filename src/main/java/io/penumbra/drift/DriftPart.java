package io.penumbra.drift;

import java.util.Optional;

/**
 * One direction in which a series may drift.
 *
 * @param ofClass the class whose share it is, for predicted classes
 * @param rises whether upwards
 * @param reference the end of the reference on that side
 * @param margin beyond it by the tolerance: what is not drift yet
 */
public record DriftPart(Optional<String> ofClass, boolean rises, double reference, double margin) {

    static DriftPart up(Optional<String> ofClass, double reference, double tolerance) {
        return new DriftPart(ofClass, true, reference, Math.min(1, reference + tolerance));
    }

    static DriftPart down(Optional<String> ofClass, double reference, double tolerance) {
        return new DriftPart(ofClass, false, reference, Math.max(0, reference - tolerance));
    }

    /** m of the statistic: that of a fall is the share of the rest. */
    double statisticMargin() {
        return rises ? margin : 1 - margin;
    }
}
