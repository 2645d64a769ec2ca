/**
 * The images on which baseline and candidate differ most. {@link io.penumbra.exemplar.Ranking} ranks those that the
 * tally keeps. {@link io.penumbra.exemplar.ImageLog} reads them back from Kafka.
 */
@NullMarked
package io.penumbra.exemplar;

import org.jspecify.annotations.NullMarked;
