/**
 * The images on which baseline and candidate part ways: {@link io.penumbra.exemplar.Ranking} says which they are, of what the tally
 * keeps; {@link io.penumbra.exemplar.ImageLog} reads them back from Kafka.
 */
@NullMarked
package io.penumbra.exemplar;

import org.jspecify.annotations.NullMarked;
