package io.penumbra.report;

/**
 * The number of images of a class and a sex in a split of the dataset.
 *
 * @param split {@code train}, {@code valid} or {@code test}
 * @param label the class
 * @param sex {@code female} or {@code male}
 */
public record Holding(String split, String label, String sex, long images) {}
