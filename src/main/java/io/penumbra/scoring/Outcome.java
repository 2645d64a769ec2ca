package io.penumbra.scoring;

import io.penumbra.image.Unreadable;
import io.penumbra.model.Prediction;
import io.penumbra.wire.v1.Score;

/** What became of one record of {@code images}. */
public sealed interface Outcome {
    /**
     * It was scored by every model.
     *
     * @param prediction from which the score was made; it also knows what each member predicts
     */
    record Scored(Score score, Prediction prediction) implements Outcome {}

    /** It could not be read and belongs in the dead-letter topic. */
    record Refused(Unreadable why) implements Outcome {}
}
