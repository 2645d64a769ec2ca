/**
 * Decides whether a candidate may ship. A verdict is a pure function of the counts since its version's start. It may be
 * asked at any moment and as often as one likes.
 *
 * <p>{@link io.penumbra.verdict.Gate} reads a snapshot. {@link io.penumbra.verdict.Verdict} follows from the counts and
 * the settings. It has a {@link io.penumbra.verdict.Finding} for each question.
 */
@NullMarked
package io.penumbra.verdict;

import org.jspecify.annotations.NullMarked;
