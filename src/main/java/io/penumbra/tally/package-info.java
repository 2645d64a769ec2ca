/**
 * Additive counts: a score falls in one cell (pane, leaf, lineup), cells are sums, and every statistic is a function of them.
 *
 * <p>{@link io.penumbra.tally.Tally} is the Kafka Streams topology that keeps the cells of each task and writes them to the topic of
 * tallies; {@link io.penumbra.tally.View} reads that topic's cells, whichever instance wrote them, into windows. Beside the cells it keeps the
 * images that a window may show as its strongest exemplars.
 */
@NullMarked
package io.penumbra.tally;

import org.jspecify.annotations.NullMarked;
