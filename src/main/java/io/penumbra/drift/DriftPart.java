package io.penumbra.drift;

import java.util.Optional;

/**
 * One direction in which a series can drift.
 *
 * @param ofClass the class, for shares of predicted classes
 * @param rises true for a rise, false for a fall
 * @param reference the end of the reference interval on that side
 * @param margin the reference moved outwards by the tolerance; drift begins beyond it
 */
public record DriftPart(Optional<String> ofClass, boolean rises, double reference, double margin) {

    static DriftPart up(Optional<String> ofClass, double reference, double tolerance) {
        return new DriftPart(ofClass, true, reference, Math.min(1, reference + tolerance));
    }

    static DriftPart down(Optional<String> ofClass, double reference, double tolerance) {
        return new DriftPart(ofClass, false, reference, Math.max(0, reference - tolerance));
    }

    /** m of the drift statistic. A fall of a share counts as a rise of the remaining share. */
    double statisticMargin() {
        return rises ? margin : 1 - margin;
    }
}
