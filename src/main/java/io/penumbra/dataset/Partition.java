package io.penumbra.dataset;

/** What CelebA's evaluation partition keeps an image for; the ordinal is its number in the list. */
public enum Partition {
    TRAIN,
    VALID,
    TEST
}
