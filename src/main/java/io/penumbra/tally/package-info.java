/**
 * The Kafka Streams topology that counts: its stores, labels that come later, and the views that every instance has
 * of all cells.
 */
@NullMarked
package io.penumbra.tally;

import org.jspecify.annotations.NullMarked;
