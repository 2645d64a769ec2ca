package io.penumbra.scoring;

import io.penumbra.image.Reason;

/** Is told what the scoring does, by several threads. */
public interface ScoringListener {
    ScoringListener SILENT = new ScoringListener() {};

    /** A model is scored with from now on. */
    default void opened(String model) {}

    /** An image was decoded to pixels, or found unreadable, in this time. */
    default void decoded(long nanos) {}

    /** A batch of images went through all members of a model. The time is a sum over all threads. */
    default void inferred(String model, long nanos) {}

    /** A batch's transaction took this time, from its first record to the answer to its commit. */
    default void transacted(long nanos) {}

    /** A batch of records was committed. */
    default void committed(int records) {}

    /** An image was scored, and its score committed. */
    default void scored() {}

    /** A model gave no prediction on an image, and what the others gave was committed. */
    default void failed(String model) {}

    /** Retention deleted so many records before they were scored. */
    default void removed(long records) {}

    /** So many records were passed over, because their images are forgotten. */
    default void forgotten(long images) {}

    /** A record was refused, and its dead letter committed. */
    default void deadLetter(Reason reason) {}
}
