package io.penumbra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Compares some work with the bare part that it cannot do without. Both are measured in turns, so that other load on
 * the machine slows both.
 *
 * @param rounds in their order
 */
record Comparison(List<Round> rounds) {
    /** Does the work once and returns its rate. */
    @FunctionalInterface
    interface Measurement {
        Rate measure() throws Exception;
    }

    /** Is told about each round. */
    @FunctionalInterface
    interface Listener {
        /** @param number 0 for the warm-up round, which does not count */
        void measured(int number, Round round);
    }

    /** The two rates of one round. */
    record Round(Rate whole, Rate bare) {
        double ratio() {
            return whole.perSecond() / bare.perSecond();
        }
    }

    Comparison {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a comparison has 0 rounds, expected at least 1");
        }
    }

    /**
     * Measures the bare part before and after each whole. So a machine that becomes faster or slower favours neither.
     */
    static Comparison inTurns(int rounds, Measurement whole, Measurement bare, Listener listener) throws Exception {
        var counted = new ArrayList<Round>();
        Rate before = bare.measure();
        for (int number = 0; number <= rounds; number++) {
            Rate wholeRate = whole.measure();
            Rate after = bare.measure();
            var round = new Round(wholeRate, Rate.mean(before, after));
            before = after;
            listener.measured(number, round);
            if (number > 0) {
                counted.add(round);
            }
        }
        return new Comparison(counted);
    }

    double median(ToDoubleFunction<Round> figure) {
        double[] sorted = figures(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double lowestRatio() {
        return figures(Round::ratio).min().orElseThrow();
    }

    double highestRatio() {
        return figures(Round::ratio).max().orElseThrow();
    }

    private DoubleStream figures(ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure);
    }
}
