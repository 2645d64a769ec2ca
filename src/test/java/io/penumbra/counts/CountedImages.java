package io.penumbra.counts;

import io.penumbra.tally.Scores;
import io.penumbra.wire.Lineups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view made of images, for tests of what reads views. Each image stands in a cell of its own. */
public final class CountedImages {
    /** The only candidate. */
    public static final String CANDIDATE = "pruned";

    private final Lineup lineup;
    private final List<Map.Entry<TallyKey, Cell>> cells = new ArrayList<>();
    private final HourSeries hours = new HourSeries();

    /** Images of the classes {@code not_blond} and {@code blond}, by a baseline {@code full} and a candidate of so many members. */
    public CountedImages(int members) {
        lineup = new Lineup(
                Classes.of(List.of("not_blond", "blond"), "blond"),
                new ModelVersion("full", "0f", members),
                List.of(new ModelVersion(CANDIDATE, "1f", members)));
    }

    /**
     * Adds an image.
     *
     * @param sex its one attribute
     * @param label its class, where it is known
     * @param baseline votes of the baseline for blond
     * @param candidate votes of the candidate for blond
     */
    public CountedImages add(long timeMs, String sex, @Nullable String label, int baseline, int candidate) {
        int members = lineup.baseline().members();
        int[] votes = {members - baseline, baseline, members - candidate, candidate};
        float[] probabilities = new float[votes.length];
        for (int i = 0; i < votes.length; i++) {
            probabilities[i] = (float) votes[i] / members;
        }
        var image = new ScoredImage(
                timeMs,
                Subgroup.of(Map.of("sex", sex)),
                lineup,
                label == null ? Classes.UNLABELLED : lineup.classes().indexOf(label),
                votes,
                probabilities);
        var key = new CellKey(Optional.of(Pane.at(timeMs)), image.leaf(), new Lineups().id(lineup));
        hours.change(
                new TallyKey(cells.size(), CellKey.of(HourCounts.at(timeMs), Subgroup.ALL, key.lineup())),
                new HourSum(lineup).add(image).hour());
        cells.add(Map.entry(new TallyKey(cells.size(), key), Scores.cell(image)));
        return this;
    }

    public Snapshot snapshot() {
        return Snapshot.of(cells, hours);
    }
}
