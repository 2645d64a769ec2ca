package io.penumbra.report;

import io.penumbra.statistics.ClassRecall;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Counts the right answers of each member of each model, per true class. Used by one thread. */
public final class MemberTally {
    private static final int BASELINE = 0;

    private final int[] first;
    /** Images of each class on which each model gave a prediction. */
    private final long[][] support;

    private final long[][] correct;

    /** @param members the number of members of each model, the baseline first */
    public MemberTally(List<Integer> members, int classes) {
        first = new int[members.size() + 1];
        for (int m = 0; m < members.size(); m++) {
            first[m + 1] = first[m] + members.get(m);
        }
        support = new long[members.size()][classes];
        correct = new long[first[members.size()]][classes];
    }

    /**
     * Counts an image of class {@code label}.
     *
     * @param answers the class that each member predicts, model by model
     * @param failed the models that gave no prediction; the image does not count for them
     */
    public void add(int label, int[] answers, Collection<Integer> failed) {
        if (answers.length != correct.length) {
            throw new IllegalArgumentException(
                    "got " + answers.length + " answers, expected one of each of " + correct.length + " members");
        }
        for (int model = 0; model < support.length; model++) {
            if (failed.contains(model)) {
                continue;
            }
            support[model][label]++;
            for (int member = first[model]; member < first[model + 1]; member++) {
                if (answers[member] == label) {
                    correct[member][label]++;
                }
            }
        }
    }

    long support(int y) {
        return support[BASELINE][y];
    }

    /**
     * The recall of a model's members on a class and their accuracy on all images; empty without an image of the class.
     */
    Optional<ClassRecall.Population> population(int model, int y) {
        long images = support[model][y];
        if (images == 0) {
            return Optional.empty();
        }
        double all = Arrays.stream(support[model]).sum();
        long[][] members = Arrays.copyOfRange(correct, first[model], first[model + 1]);
        return Optional.of(new ClassRecall.Population(
                Arrays.stream(members)
                        .mapToDouble(member -> (double) member[y] / images)
                        .toArray(),
                Arrays.stream(members)
                        .mapToDouble(member -> Arrays.stream(member).sum() / all)
                        .toArray()));
    }
}
