package io.penumbra.model;

import java.util.List;

/**
 * What all models say of a batch.
 *
 * @param images one per image, in order
 * @param nanos per model, the time that its members ran, all of them and all threads together
 */
public record Predictions(List<Prediction> images, List<Long> nanos) {
    public Predictions {
        images = List.copyOf(images);
        nanos = List.copyOf(nanos);
    }
}
