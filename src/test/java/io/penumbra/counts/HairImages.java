package io.penumbra.counts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view made of images of men with hair of three classes, by a baseline {@code full} and one candidate of one member each. */
public final class HairImages {
    public static final List<String> CLASSES = List.of("black", "brown", "blond");
    /** The only candidate. */
    public static final String CANDIDATE = "pruned";

    private static final Subgroup MEN = new Subgroup("sex=male");

    private final CellSum sum;
    private final Lineup lineup;

    /** @param classes their names are {@link #CLASSES} */
    public HairImages(Classes classes) {
        lineup = new Lineup(classes, new ModelVersion("full", "f", 1), List.of(new ModelVersion(CANDIDATE, "p", 1)));
        sum = new CellSum(lineup);
    }

    /** So many images of a class, by the indices of what both models say. */
    public HairImages add(int images, int label, int baseline, int candidate) {
        int[] votes = new int[2 * CLASSES.size()];
        votes[baseline] = 1;
        votes[CLASSES.size() + candidate] = 1;
        float[] probabilities = new float[votes.length];
        for (int i = 0; i < votes.length; i++) {
            probabilities[i] = votes[i];
        }
        for (int i = 0; i < images; i++) {
            sum.add(new ScoredImage(0, MEN, lineup, label, votes, probabilities));
        }
        return this;
    }

    public Cell cell() {
        return sum.cell();
    }

    public Snapshot snapshot() {
        var key = new TallyKey(0, new CellKey(Optional.of(Pane.at(0)), MEN, 1));
        return Snapshot.of(Map.of(key, cell()).entrySet());
    }
}
