package io.penumbra.scoring;

import io.penumbra.image.Reason;

/** Hears what the scoring does. Called by several threads. */
public interface ScoringListener {
    ScoringListener SILENT = new ScoringListener() {};

    /** One image was decoded to a tensor, or found unreadable, in this time. */
    default void decoded(long nanos) {}

    /** A batch of images went through all members of a model, in this time of all threads together. */
    default void inferred(String model, long nanos) {}

    /** The transaction of a batch, from its first record to the answer to its commit, took this time. */
    default void transacted(long nanos) {}

    /** A batch of records was committed. */
    default void committed(int records) {}

    /** An image was scored, and its score committed. */
    default void scored() {}

    /** A record was refused, and its dead letter committed. */
    default void deadLetter(Reason reason) {}
}
