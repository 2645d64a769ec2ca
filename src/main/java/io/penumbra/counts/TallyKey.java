package io.penumbra.counts;

/**
 * The key of a record of {@code tallies}.
 *
 * @param task the partition of {@code scores} whose images the cell counts
 */
public record TallyKey(int task, CellKey cell) {}
