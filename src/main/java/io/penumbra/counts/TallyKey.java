package io.penumbra.counts;

/**
 * The key of a record of {@code tallies}.
 *
 * @param task the partition of {@code scores} that the cell's images came from
 */
public record TallyKey(int task, CellKey cell) {
    public TallyKey {
        if (task < 0) {
            throw new IllegalArgumentException("the task is " + task + ", expected at least 0");
        }
    }
}
