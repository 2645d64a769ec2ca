package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.tally.Scores;
import io.penumbra.wire.Lineups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Forged and stale lineups take nothing over. */
class AcceptedTest {
    private static final Classes CLASSES = new Classes(List.of("not_blond", "blond"), 1);
    private static final ModelVersion FULL = new ModelVersion("full", "f0", 1);
    private static final ModelVersion PRUNED = new ModelVersion("pruned", "p0", 1);
    private static final Lineup OWN = new Lineup(CLASSES, FULL, List.of(PRUNED));
    private static final long NOW = 90_000_000;

    private final Map<TallyKey, Cell> cells = new HashMap<>();

    private void score(Lineup lineup, int images, long timeMs) {
        var scored = new ArrayList<ScoredImage>();
        int[] votes = new int[2 * (1 + lineup.candidates().size())];
        for (int model = 0; model < votes.length / 2; model++) {
            votes[2 * model] = 1;
        }
        for (int i = 0; i < images; i++) {
            scored.add(new ScoredImage(timeMs, new Subgroup("sex=male"), lineup, 0, votes, new float[votes.length]));
        }
        var key = CellKey.of(Pane.at(timeMs), new Subgroup("sex=male"), new Lineups().id(lineup));
        cells.put(new TallyKey(0, key), Scores.cell(scored.toArray(ScoredImage[]::new)));
    }

    private Snapshot snapshot(Accepted accepted) {
        return new WindowSums(WindowSums.Cells.of(cells)).snapshot(accepted, new HourSeries());
    }

    private static ModelVersion version(String name, String digest) {
        return new ModelVersion(name, digest, 1);
    }

    /** A forged baseline, a forged candidate, exchanged roles, other classes, and another number of members. */
    private static List<Lineup> forged() {
        return List.of(
                new Lineup(CLASSES, version("full", "x"), List.of(PRUNED)),
                new Lineup(CLASSES, FULL, List.of(version("pruned", "x"))),
                new Lineup(CLASSES, PRUNED, List.of(FULL)),
                new Lineup(new Classes(CLASSES.names(), 0), FULL, List.of(PRUNED)),
                new Lineup(CLASSES, FULL, List.of(new ModelVersion("pruned", "p0", 1), version("other", "x"))));
    }

    @Test
    void onlyTheOwnVersionsAreCurrent() {
        score(OWN, 10, NOW - 3_600_000);
        forged().forEach(lineup -> score(lineup, 3, NOW));
        Snapshot own = snapshot(Accepted.only(OWN));
        assertThat(own.baseline()).contains(Baseline.of(OWN));
        assertThat(own.candidates()).isEqualTo(Map.of("pruned", PRUNED));
        assertThat(snapshot(Accepted.ANY).candidates()).isNotEqualTo(own.candidates());
    }

    @Test
    void withoutAnOwnImageNothingIsCurrent() {
        forged().subList(0, 1).forEach(lineup -> score(lineup, 3, NOW));
        assertThat(snapshot(Accepted.only(OWN)).baseline()).isEmpty();
        assertThat(snapshot(Accepted.only(OWN)).candidates()).isEmpty();
    }

    @Test
    void listedDigestsAloneAreCurrentAndTheLatestOfThem() {
        Lineup next = new Lineup(CLASSES, FULL, List.of(version("pruned", "p1")));
        score(OWN, 10, NOW - 3_600_000);
        score(next, 10, NOW - 1_800_000);
        score(new Lineup(CLASSES, version("full", "x"), List.of(version("pruned", "x"))), 3, NOW);
        assertThat(snapshot(Accepted.digests(List.of("f0", "p0"))).candidates()).isEqualTo(Map.of("pruned", PRUNED));
        assertThat(snapshot(Accepted.digests(List.of("f0", "p0", "p1"))).candidates())
                .isEqualTo(Map.of("pruned", version("pruned", "p1")));
        assertThat(snapshot(Accepted.digests(List.of("f0", "p0"))).baseline().map(Baseline::version))
                .isEqualTo(Optional.of(FULL));
        assertThat(snapshot(Accepted.ANY).baseline().map(Baseline::version)).contains(version("full", "x"));
    }

    @Test
    void lineupIsAcceptedAsAWhole() {
        Accepted only = Accepted.only(OWN);
        assertThat(only.contains(OWN)).isTrue();
        assertThat(forged()).noneMatch(only::contains);
        assertThat(Accepted.digests(List.of("f0", "p0")).contains(OWN)).isTrue();
        assertThat(Accepted.digests(List.of("f0")).contains(OWN)).isFalse();
        assertThat(forged()).allMatch(Accepted.ANY::contains);
    }
}
