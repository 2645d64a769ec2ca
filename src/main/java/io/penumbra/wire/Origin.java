package io.penumbra.wire;

import io.penumbra.image.Coordinates;
import java.util.Optional;

/**
 * Which image was scored.
 *
 * @param source where it lies; empty where the scorer read it from elsewhere
 */
public record Origin(String imageId, Optional<Coordinates> source) {}
