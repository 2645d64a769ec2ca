package io.penumbra.dataset;

/** The partitions of CelebA, which say what an image is for. The ordinal is the number in the list. */
public enum Partition {
    TRAIN,
    VALID,
    TEST
}
