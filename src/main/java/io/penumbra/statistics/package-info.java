/**
 * The mathematics of the monitor: pure functions of additive counts, without I/O and without a clock.
 *
 * <p>There are two kinds of figures:
 * <ul>
 * <li>For one window fixed beforehand: {@link Wilson} and {@link Newcombe} intervals, and the {@link McNemar} test.
 * <li>For continual looks: the {@link BettingMixture}, the {@link ConfidenceSequence}, the {@link EBenjaminiHochberg}
 *     selection over many questions, and the {@link DriftStatistic}.
 * </ul>
 *
 * <p>A figure without a denominator is an empty {@code Optional}, never 0 or NaN. Evidence is kept as its natural
 * logarithm, because the evidence itself soon leaves the range of a {@code double}.
 */
@NullMarked
package io.penumbra.statistics;

import org.jspecify.annotations.NullMarked;
