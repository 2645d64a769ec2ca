package io.penumbra.statistics;

import java.util.OptionalDouble;

/**
 * Successes among trials. Successes are real numbers, because each member of a population of K casts 1/K of a vote.
 *
 * @param successes 0 to {@code trials}
 * @param trials number of images, at least 0; with 0 the proportion has no ratio
 */
public record Proportion(double successes, long trials) {

    public Proportion {
        if (trials < 0) {
            throw new IllegalArgumentException("trials must not be negative: " + trials);
        }
        if (!(successes >= 0 && successes <= trials)) {
            throw new IllegalArgumentException("successes must be between 0 and " + trials + ": " + successes);
        }
    }

    /**
     * The average over the members of a population.
     *
     * @param votes successes summed over the members, 0 to {@code members * trials}
     * @param members size of the population, at least 1
     * @param trials number of images
     */
    public static Proportion ofVotes(long votes, int members, long trials) {
        if (members < 1) {
            throw new IllegalArgumentException("a population needs at least one member: " + members);
        }
        return new Proportion((double) votes / members, trials);
    }

    /** The share of successes, 0 to 1; no value without trials. */
    public OptionalDouble ratio() {
        return trials == 0 ? OptionalDouble.empty() : OptionalDouble.of(successes / trials);
    }
}
