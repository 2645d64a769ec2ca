package io.penumbra.model;

import java.util.List;

/**
 * What all models predict for a batch.
 *
 * @param images one per image, in order
 * @param nanos for each model, the time that its members ran, as a sum over members and threads
 */
public record Predictions(List<Prediction> images, List<Long> nanos) {
    public Predictions {
        images = List.copyOf(images);
        nanos = List.copyOf(nanos);
    }
}
