package io.penumbra.wire;

import io.penumbra.image.Coordinates;
import java.util.Optional;

/**
 * The image that was scored.
 *
 * @param source where the image lies; empty if the scorer did not read it from Kafka
 */
public record Origin(String imageId, Optional<Coordinates> source) {}
