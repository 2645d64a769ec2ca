package io.penumbra.drift;

import io.penumbra.counts.Pane;

/**
 * How far a series in alarm has left its reference, by the bet that has won most.
 *
 * @param part the direction, the class and the reference
 * @param since the pane at which that bet last started
 * @param to the figure from that pane to the newest one
 * @param images the images behind {@code to}, at least 1; for harm and error, those with a label
 */
public record Shift(DriftPart part, Pane since, double to, long images) {
    /** The figure in the reference. */
    public double from() {
        return part.usual().value();
    }

    public double change() {
        return to - from();
    }
}
