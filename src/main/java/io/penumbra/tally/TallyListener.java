package io.penumbra.tally;

/** Hears what the tally counts about itself. Called by several stream threads. */
public interface TallyListener {
    TallyListener SILENT = new TallyListener() {};

    /** An image came so late that its pane had left the store: it counts since the version's start and in no window. */
    default void late() {}

    /** So many records of a store's partition are still to be read until it is as it was; 0 when it is. */
    default void restoring(String store, int partition, long remaining) {}

    /** So many records of a store were read in restoring it. */
    default void restored(String store, long records) {}

    /** A record of {@code scores} could not be counted and went to the dead-letter topic. */
    default void malformed() {}

    /** An image came once more under the same lineup, within the wait for labels: it counts once. */
    default void duplicate() {}

    /** What became of a record of {@code labels}. */
    default void label(LabelOutcome outcome) {}

    /** So many more images have a label and have not come yet; with a minus, so many fewer. */
    default void waitingLabels(long more) {}
}
