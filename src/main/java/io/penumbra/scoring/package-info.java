/**
 * Makes scores of images. {@link io.penumbra.scoring.Scorer} works on one batch and knows no topic. {@link
 * io.penumbra.scoring.ScoringLoop} consumes, scores and produces, with one transaction per batch.
 */
@NullMarked
package io.penumbra.scoring;

import org.jspecify.annotations.NullMarked;
