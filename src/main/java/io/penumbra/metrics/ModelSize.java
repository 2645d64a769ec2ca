package io.penumbra.metrics;

import java.util.OptionalDouble;

/**
 * What a model costs, as the mean over its members, so that populations of different sizes compare.
 *
 * @param bytes of a member's file
 * @param deflatedBytes the same after deflate, where that is known
 */
public record ModelSize(String model, ModelRole role, double bytes, OptionalDouble deflatedBytes) {}
