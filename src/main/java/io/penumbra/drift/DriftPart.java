package io.penumbra.drift;

import java.util.Optional;

/**
 * One direction in which a series can drift.
 *
 * @param ofClass the class, for shares of predicted classes
 * @param usual the level of the reference
 * @param margin the end of the reference's interval on that side, moved outwards by the tolerance; drift begins beyond it
 */
public record DriftPart(Optional<String> ofClass, Direction direction, Level usual, double margin) {

    static DriftPart up(Optional<String> ofClass, Level usual, double tolerance) {
        return new DriftPart(
                ofClass, Direction.RISE, usual, Math.min(1, usual.interval().upper() + tolerance));
    }

    static DriftPart down(Optional<String> ofClass, Level usual, double tolerance) {
        return new DriftPart(
                ofClass, Direction.FALL, usual, Math.max(0, usual.interval().lower() - tolerance));
    }

    public boolean rises() {
        return direction == Direction.RISE;
    }

    /** The end of the reference's interval on this side. */
    public double reference() {
        return rises() ? usual.interval().upper() : usual.interval().lower();
    }

    /** m of the drift statistic. A fall of a share counts as a rise of the remaining share. */
    double statisticMargin() {
        return rises() ? margin : 1 - margin;
    }
}
