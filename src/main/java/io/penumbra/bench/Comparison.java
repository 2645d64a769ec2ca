package io.penumbra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Something and the bare part of it that it can't do without, measured in turns: what else the machine does meanwhile slows both.
 *
 * @param rounds in their order
 */
record Comparison(List<Round> rounds) {
    /** Does the work once and says how fast. */
    @FunctionalInterface
    interface Measurement {
        Rate measure() throws Exception;
    }

    /** Hears of each round. */
    @FunctionalInterface
    interface Listener {
        /** @param number 0 is the round to warm up, which is not counted */
        void measured(int number, Round round);
    }

    /** Both, measured once. */
    record Round(Rate whole, Rate bare) {
        double ratio() {
            return whole.perSecond() / bare.perSecond();
        }
    }

    Comparison {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a comparison has at least one round");
        }
    }

    /** Measures the bare part before and after each whole, and so a machine that grows faster or slower favours neither. */
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
