package io.penumbra.exemplar;

import io.penumbra.counts.Subgroup;
import io.penumbra.image.Coordinates;
import io.penumbra.statistics.LabelDistance;
import io.penumbra.statistics.ModalClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One image with the answers of baseline and candidate. Exemplars sort by rank, the strongest first:
 *
 * <ol>
 * <li>by the taxicab distance of the votes;
 * <li>then by the distance of the mean probabilities, which also orders images of models with one member;
 * <li>then by image id, so that the order is the same everywhere.
 * </ol>
 *
 * <p>Two exemplars of the same image are equal.
 */
public final class Exemplar implements Comparable<Exemplar> {
    private static final Coordinates NOWHERE = new Coordinates("?", 0, 0);
    private static final Comparator<Exemplar> RANK = Comparator.comparingDouble(Exemplar::taxicab)
            .thenComparingDouble(Exemplar::ofProbabilities)
            .reversed()
            .thenComparing(Exemplar::imageId)
            .thenComparingLong(Exemplar::timeMs)
            .thenComparing(exemplar -> exemplar.source, Comparator.comparing(source -> source.orElse(NOWHERE)));

    private final String imageId;
    private final long timeMs;
    private final Subgroup leaf;
    private final Optional<String> label;
    private final Optional<Coordinates> source;
    private final int[] votes;
    private final float[] probabilities;
    private final double taxicab;
    private final double ofProbabilities;

    /**
     * Does not copy the arrays.
     *
     * @param timeMs event time, milliseconds since the epoch
     * @param label the name of the true class, if it is known
     * @param source where the image lies; empty if the scorer did not read it from Kafka
     * @param votes per class the number of members that predict it, of the baseline and then of the candidate
     * @param probabilities mean probabilities in the same order
     */
    public Exemplar(
            String imageId,
            long timeMs,
            Subgroup leaf,
            Optional<String> label,
            Optional<Coordinates> source,
            int[] votes,
            float[] probabilities) {
        if (votes.length != probabilities.length || votes.length % 2 != 0) {
            throw new IllegalArgumentException("image " + imageId + " has " + votes.length + " votes and "
                    + probabilities.length + " probabilities, expected equal numbers for two models");
        }
        this.imageId = imageId;
        this.timeMs = timeMs;
        this.leaf = leaf;
        this.label = label;
        this.source = source;
        this.votes = votes;
        this.probabilities = probabilities;
        int classes = classes();
        this.taxicab = LabelDistance.taxicab(votes, 0, members(0), classes, members(classes), classes);
        this.ofProbabilities = LabelDistance.ofProbabilities(probabilities, 0, classes, classes);
    }

    /** The same image in another leaf, or with another label. */
    public Exemplar with(Subgroup otherLeaf, Optional<String> otherLabel) {
        return new Exemplar(imageId, timeMs, otherLeaf, otherLabel, source, votes, probabilities);
    }

    private int members(int from) {
        return Arrays.stream(votes, from, from + classes()).sum();
    }

    public String imageId() {
        return imageId;
    }

    /** Event time, milliseconds since the epoch. */
    public long timeMs() {
        return timeMs;
    }

    public Subgroup leaf() {
        return leaf;
    }

    /** The name of the true class, if it is known. */
    public Optional<String> label() {
        return label;
    }

    /** Where the image lies; empty if the scorer did not read it from Kafka. */
    public Optional<Coordinates> source() {
        return source;
    }

    public int classes() {
        return votes.length / 2;
    }

    public Ballot baseline() {
        return ballot(0);
    }

    public Ballot candidate() {
        return ballot(classes());
    }

    private Ballot ballot(int from) {
        List<Integer> cast =
                Arrays.stream(votes, from, from + classes()).boxed().toList();
        List<Float> mean = IntStream.range(from, from + classes())
                .mapToObj(y -> probabilities[y])
                .toList();
        return new Ballot(cast, mean, ModalClass.of(votes, probabilities, from, classes()));
    }

    /** Taxicab distance of the shares of members that predict each class, in [0, 2]. */
    public double taxicab() {
        return taxicab;
    }

    /** Taxicab distance of the mean probabilities, in [0, 2]. */
    public double ofProbabilities() {
        return ofProbabilities;
    }

    /** The most bytes that it takes on the topic. */
    public long mostBytes() {
        long characters = (long) imageId.length()
                + leaf.name().length()
                + label.map(String::length).orElse(0)
                + source.map(at -> at.topic().length()).orElse(0);
        return 100 + 3 * characters + 10L * votes.length;
    }

    public int[] votes() {
        return votes;
    }

    public float[] probabilities() {
        return probabilities;
    }

    @Override
    public int compareTo(Exemplar other) {
        return RANK.compare(this, other);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Exemplar e
                && imageId.equals(e.imageId)
                && timeMs == e.timeMs
                && leaf.equals(e.leaf)
                && label.equals(e.label)
                && source.equals(e.source)
                && Arrays.equals(votes, e.votes)
                && Arrays.equals(probabilities, e.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * imageId.hashCode() + Long.hashCode(timeMs);
    }

    @Override
    public String toString() {
        return "Exemplar " + imageId + " at distance " + taxicab + ", of probabilities " + ofProbabilities;
    }
}
