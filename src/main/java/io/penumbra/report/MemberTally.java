package io.penumbra.report;

import io.penumbra.statistics.ClassRecall;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Counts the right answers of each member of each model, per true class. Used by one thread. */
public final class MemberTally {
    private final int[] first;
    private final long[] support;
    private final long[][] correct;

    /** @param members the number of members of each model, the baseline first */
    public MemberTally(List<Integer> members, int classes) {
        first = new int[members.size() + 1];
        for (int m = 0; m < members.size(); m++) {
            first[m + 1] = first[m] + members.get(m);
        }
        support = new long[classes];
        correct = new long[first[members.size()]][classes];
    }

    /**
     * Counts an image of class {@code label}.
     *
     * @param answers the class that each member predicts, model by model
     */
    public void add(int label, int[] answers) {
        if (answers.length != correct.length) {
            throw new IllegalArgumentException(
                    "got " + answers.length + " answers, expected one of each of " + correct.length + " members");
        }
        support[label]++;
        for (int member = 0; member < answers.length; member++) {
            if (answers[member] == label) {
                correct[member][label]++;
            }
        }
    }

    long support(int y) {
        return support[y];
    }

    /**
     * The recall of a model's members on a class and their accuracy on all images; empty without an image of the class.
     */
    Optional<ClassRecall.Population> population(int model, int y) {
        if (support[y] == 0) {
            return Optional.empty();
        }
        double all = Arrays.stream(support).sum();
        long[][] members = Arrays.copyOfRange(correct, first[model], first[model + 1]);
        return Optional.of(new ClassRecall.Population(
                Arrays.stream(members)
                        .mapToDouble(member -> (double) member[y] / support[y])
                        .toArray(),
                Arrays.stream(members)
                        .mapToDouble(member -> Arrays.stream(member).sum() / all)
                        .toArray()));
    }
}
