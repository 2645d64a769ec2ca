package io.penumbra.dataset;

/** The parts into which CelebA is divided. Its list names the first three by 0, 1 and 2. */
public enum Partition {
    TRAIN,
    VALID,
    TEST,
    /** All images. Each image of a dataset without a list of partitions is in this one alone. */
    ALL
}
