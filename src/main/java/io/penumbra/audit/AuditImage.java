package io.penumbra.audit;

import io.penumbra.counts.ScoredImage;
import io.penumbra.image.Coordinates;
import java.util.Optional;

/**
 * An image that a person may label for the audit. Either some candidate disagrees with the baseline on it, which is a
 * flip, or all models say the same and the hash of its id made it a reference.
 *
 * @param arrivedMs when it was counted, milliseconds since the epoch
 * @param image the scored image without a label
 * @param source where the image lies; empty if the scorer did not read it from Kafka
 * @param label what somebody said of it; empty while nobody has
 */
public record AuditImage(
        String id, long arrivedMs, ScoredImage image, Optional<Coordinates> source, Optional<ChosenLabel> label) {
    /**
     * A label that somebody gave because the audit asked for it.
     *
     * @param name the class
     * @param by who gave it, if the label says
     */
    public record ChosenLabel(String name, Optional<String> by) {}

    /** Whether all models say the same. If not, it is a flip. */
    public boolean isReference() {
        return image.isUnanimous();
    }

    /** {@code reference} or {@code flip}, as labels say it. */
    public String chosen() {
        return isReference() ? "reference" : "flip";
    }

    /** The same image with another label, or without one. */
    public AuditImage labelled(Optional<ChosenLabel> other) {
        return new AuditImage(id, arrivedMs, image, source, other);
    }
}
