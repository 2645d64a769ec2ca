package io.penumbra.metrics;

import java.util.OptionalDouble;

/**
 * The size of a model, as the mean over its members. So models with different numbers of members compare.
 *
 * @param bytes size of a member's file, in bytes
 * @param deflatedBytes the same after deflate, if known
 */
public record ModelSize(String model, ModelRole role, double bytes, OptionalDouble deflatedBytes) {}
