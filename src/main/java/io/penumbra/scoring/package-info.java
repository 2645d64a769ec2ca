/**
 * Images to scores. {@link io.penumbra.scoring.Scorer} is the work on one batch and knows no topic;
 * {@link io.penumbra.scoring.ScoringLoop} consumes, scores and produces, one transaction a batch.
 */
@NullMarked
package io.penumbra.scoring;

import org.jspecify.annotations.NullMarked;
