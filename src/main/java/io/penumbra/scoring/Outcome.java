package io.penumbra.scoring;

import io.penumbra.image.Unreadable;
import io.penumbra.model.Prediction;
import io.penumbra.wire.v1.Score;

/** The result of scoring one record of {@code images}. */
public sealed interface Outcome {
    /**
     * Every model scored the image.
     *
     * @param prediction what the score was made from; it also has the class that each member predicts
     */
    record Scored(Score score, Prediction prediction) implements Outcome {}

    /** The record could not be scored and belongs in the dead-letter topic. */
    record Refused(Unreadable why) implements Outcome {}
}
