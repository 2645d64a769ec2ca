/**
 * The Kafka Streams topology that counts: its stores, the join of late labels, and the view of all cells that every
 * instance has.
 */
@NullMarked
package io.penumbra.tally;

import org.jspecify.annotations.NullMarked;
