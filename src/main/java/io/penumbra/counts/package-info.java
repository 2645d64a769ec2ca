/**
 * The additive counts. A scored image falls in one cell (pane, leaf, lineup). Cells are sums, and every statistic is a
 * function of them.
 */
@NullMarked
package io.penumbra.counts;

import org.jspecify.annotations.NullMarked;
