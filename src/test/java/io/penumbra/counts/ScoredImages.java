package io.penumbra.counts;

import java.util.List;

/** Scored images of one baseline and two candidates, for tests. */
public final class ScoredImages {
    public static final Lineup LINEUP = new Lineup(
            Classes.of(List.of("not_blond", "blond"), "blond"),
            new ModelVersion("full", "f0", 1),
            List.of(new ModelVersion("pruned", "p0", 1), new ModelVersion("int8", "i0", 1)));

    private ScoredImages() {}

    /** An image of an old man on which each model says one class. */
    public static ScoredImage of(int full, int pruned, int int8) {
        return of("age=old,sex=male", full, pruned, int8);
    }

    public static ScoredImage of(String leaf, int full, int pruned, int int8) {
        int[] said = {full, pruned, int8};
        int[] votes = new int[6];
        float[] probabilities = new float[6];
        for (int m = 0; m < said.length; m++) {
            votes[2 * m + said[m]] = 1;
            probabilities[2 * m + said[m]] = 0.75f;
            probabilities[2 * m + 1 - said[m]] = 0.25f;
        }
        return new ScoredImage(0, new Subgroup(leaf), LINEUP, Classes.UNLABELLED, votes, probabilities);
    }

    public static ScoredImage flip() {
        return of(1, 0, 1);
    }
}
