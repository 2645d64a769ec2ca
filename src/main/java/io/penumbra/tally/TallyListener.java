package io.penumbra.tally;

/** Is told what the tally counts about itself. Several stream threads call it. */
public interface TallyListener {
    TallyListener SILENT = new TallyListener() {};

    /** An image came after its pane had left the store. It counts since the version's start and in no window. */
    default void late() {}

    /** The number of records still to read until a partition of a store is restored; 0 when it is restored. */
    default void restoring(String store, int partition, long remaining) {}

    /** The number of records that were read to restore a store. */
    default void restored(String store, long records) {}

    /** A record of {@code scores} could not be counted and went to the dead-letter topic. */
    default void malformed() {}

    /** A record of a topic or of a changelog is not what it should be, and was left out. */
    default void unreadable(String topic) {}

    /** An image came again under the same lineup, within the wait for labels. It counts once. */
    default void duplicate() {}

    /** What became of a record of {@code labels}. */
    default void label(LabelOutcome outcome) {}

    /** The change in the number of images that have a label and no score yet; negative if the number fell. */
    default void waitingLabels(long more) {}
}
