package io.penumbra.report;

/**
 * How many images of a class and a sex a split of the dataset holds.
 *
 * @param split {@code train}, {@code valid} or {@code test}
 * @param label the class
 * @param sex {@code female} or {@code male}
 */
public record Holding(String split, String label, String sex, long images) {}
