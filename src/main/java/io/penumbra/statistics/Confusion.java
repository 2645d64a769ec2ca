package io.penumbra.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One model's results on labelled images, as one-vs-rest counts of every class.
 *
 * <p>Rates are averages over the members of the population: TP = correct/K, FN = support − TP, FP = (predicted −
 * correct)/K, TN = labelled − support − FP.
 *
 * @param members K, the size of the population, at least 1
 * @param classes the counts of all classes, in the order of their indexes. Every labelled image is in one support, and
 *     every member predicts one class for it.
 */
public record Confusion(int members, List<ClassCounts> classes) {

    public Confusion {
        if (members < 1) {
            throw new IllegalArgumentException("a population needs at least one member: " + members);
        }
        classes = List.copyOf(classes);
        long votes = 0;
        long predicted = 0;
        for (ClassCounts counts : classes) {
            long cast = Math.multiplyExact(members, counts.support());
            if (counts.correct() > cast) {
                throw new IllegalArgumentException(
                        "more correct votes than " + members + " members can cast: " + counts);
            }
            votes = Math.addExact(votes, cast);
            predicted = Math.addExact(predicted, counts.predicted());
        }
        if (predicted != votes) {
            throw new IllegalArgumentException(
                    "the classes must have " + votes + " votes together, found " + predicted + ": " + classes);
        }
    }

    public long labelled() {
        long labelled = 0;
        for (ClassCounts counts : classes) {
            labelled += counts.support();
        }
        return labelled;
    }

    /** Wrong predictions among all labelled images. */
    public Proportion errors() {
        long correct = 0;
        for (ClassCounts counts : classes) {
            correct += counts.correct();
        }
        return Proportion.ofVotes(members * labelled() - correct, members, labelled());
    }

    /** Predictions of class {@code y} among the images that are not of it; its ratio is FPR(y). */
    public Proportion falsePositives(int y) {
        ClassCounts counts = classes.get(y);
        return Proportion.ofVotes(counts.predicted() - counts.correct(), members, labelled() - counts.support());
    }

    /**
     * The mean FPR of the classes that have support and a denominator, each counting the same. Empty if there is none.
     */
    public OptionalDouble macroFalsePositives() {
        return macro(this::falsePositives);
    }

    /** The mean FNR of the classes that have support, each counting the same. Empty if there is none. */
    public OptionalDouble macroFalseNegatives() {
        return macro(this::falseNegatives);
    }

    private OptionalDouble macro(IntFunction<Proportion> rate) {
        return IntStream.range(0, classes.size())
                .filter(y -> classes.get(y).support() > 0)
                .mapToObj(y -> rate.apply(y).ratio())
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /** Predictions of another class among the images of class {@code y}; its ratio is FNR(y). */
    public Proportion falseNegatives(int y) {
        ClassCounts counts = classes.get(y);
        return Proportion.ofVotes(members * counts.support() - counts.correct(), members, counts.support());
    }
}
