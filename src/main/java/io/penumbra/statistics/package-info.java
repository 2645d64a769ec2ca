/**
 * The mathematics of the monitor: pure functions of additive counts, without I/O and without a clock.
 *
 * <p>Two kinds of figures live here. For one window fixed beforehand: {@link Wilson} and {@link Newcombe} intervals and
 * the {@link McNemar} test. For figures that are looked at continually: the {@link BettingMixture}, the {@link
 * ConfidenceSequence}, the {@link EBenjaminiHochberg} selection over many of them, and the {@link DriftStatistic}.
 *
 * <p>A figure without a denominator is an empty {@code Optional}, never 0 or NaN. Evidence is handled as its natural
 * logarithm throughout, since the evidence itself soon leaves the range of a {@code double}.
 */
@NullMarked
package io.penumbra.statistics;

import org.jspecify.annotations.NullMarked;
