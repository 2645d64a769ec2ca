/**
 * Whether a candidate may ship: a pure function of what is counted since its version's start, that may be asked at any moment and as often
 * as one likes.
 *
 * <p>{@link io.penumbra.verdict.Gate} reads a snapshot; {@link io.penumbra.verdict.Verdict} is what follows from the counts and the
 * settings, with a {@link io.penumbra.verdict.Finding} for each subgroup and metric.
 */
@NullMarked
package io.penumbra.verdict;

import org.jspecify.annotations.NullMarked;
