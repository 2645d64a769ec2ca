package io.penumbra.scoring;

import io.penumbra.image.Unreadable;
import io.penumbra.model.Prediction;
import io.penumbra.wire.v1.Score;
import java.util.List;

/** The result of scoring one record of {@code images}. */
public sealed interface Outcome {
    /** The names of the models that gave no prediction. */
    List<String> failed();

    /**
     * The baseline scored the image, and so did every candidate that did not fail.
     *
     * @param prediction what the score was made from; it also has the class that each member predicts
     */
    record Scored(Score score, Prediction prediction, List<String> failed) implements Outcome {
        public Scored {
            failed = List.copyOf(failed);
        }
    }

    /** The record could not be scored and belongs in the dead-letter topic. */
    record Refused(Unreadable why, List<String> failed) implements Outcome {
        public Refused {
            failed = List.copyOf(failed);
        }

        /** A record that reached no model. */
        Refused(Unreadable why) {
            this(why, List.of());
        }
    }
}
