package io.penumbra.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Window;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.DistanceSum;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final long MINUTE = 60_000;
    private static final long NOW = 1_700_000_040_000L;
    private static final int MEMBERS = 4;

    private final Snapshot snapshot = new CountedImages(MEMBERS)
            .add(NOW, "male", "blond", 4, 0)
            .add(NOW - 10 * MINUTE, "male", "blond", 4, 0)
            .snapshot();
    private final KeptExemplars kept = new KeptExemplars(MEMBERS, "1f");

    private List<String> ids(Window window, int most, List<PaneExemplars> panes) {
        return Ranking.of(snapshot, panes, CountedImages.CANDIDATE, window, most).orElseThrow().exemplars().stream()
                .map(Exemplar::imageId)
                .toList();
    }

    @Test
    void theStrongestOfAllTasksComeFirst() {
        kept.add(0, "b", NOW, false, 4, 2).add(1, "a", NOW, false, 4, 0).add(2, "c", NOW, false, 4, 3);

        assertThat(ids(Window.HOUR, 2, kept.panes())).containsExactly("a", "b");
    }

    @Test
    void aWindowHoldsItsPanesAndOnlyTheVersionThePast() {
        kept.add(0, "now", NOW, false, 4, 3)
                .add(0, "five", NOW - 4 * MINUTE, false, 4, 2)
                .add(0, "hour", NOW - 5 * MINUTE, false, 4, 1)
                .add(0, "past", NOW - 3000 * MINUTE, true, 4, 0);

        assertThat(ids(Window.FIVE_MINUTES, 9, kept.panes())).containsExactly("five", "now");
        assertThat(ids(Window.HOUR, 9, kept.panes())).containsExactly("hour", "five", "now");
        assertThat(ids(Window.VERSION, 9, kept.panes())).containsExactly("past", "hour", "five", "now");
    }

    @Test
    void anImageOnItsWayIntoThePastStandsOnce() {
        kept.add(0, "a", NOW, false, 4, 0).add(0, "a", NOW, true, 4, 0);

        assertThat(ids(Window.VERSION, 9, kept.panes())).containsExactly("a");
    }

    @Test
    void anotherVersionOfTheCandidateIsNotMixed() {
        var old = new KeptExemplars(MEMBERS, "old").add(0, "a", NOW, false, 4, 0);

        assertThat(ids(Window.VERSION, 9, old.panes())).isEmpty();
    }

    @Test
    void aCandidateThatIsNotCurrentHasNone() {
        assertThat(Ranking.of(snapshot, kept.panes(), "gone", Window.HOUR, 9)).isEmpty();
        assertThat(Ranking.of(Snapshot.of(List.of()), kept.panes(), CountedImages.CANDIDATE, Window.HOUR, 9))
                .isEmpty();
    }

    @Test
    void thoseAtACutAndAboveStay() {
        kept.add(0, "a", NOW, false, 4, 0).add(0, "b", NOW, false, 4, 1).add(0, "c", NOW, false, 4, 2);
        Ranking ranking = Ranking.of(snapshot, kept.panes(), CountedImages.CANDIDATE, Window.HOUR, 9)
                .orElseThrow();
        var histogram = new DistanceSum();
        ranking.exemplars()
                .forEach(exemplar -> histogram.add(
                        DistanceHistogram.rank(exemplar.taxicab(), exemplar.ofProbabilities()),
                        1,
                        false,
                        false,
                        false));

        Ranking above = ranking.above(histogram.histogram().cut(50).orElseThrow());
        assertThat(above.exemplars()).extracting(Exemplar::imageId).containsExactly("a", "b");
    }

    @Test
    void fewerMayBeAskedFor() {
        kept.add(0, "a", NOW, false, 4, 0).add(0, "b", NOW, false, 4, 1);
        Ranking ranking = Ranking.of(snapshot, kept.panes(), CountedImages.CANDIDATE, Window.HOUR, 9)
                .orElseThrow();

        assertThat(ranking.limit(1).exemplars()).extracting(Exemplar::imageId).containsExactly("a");
        assertThat(ranking.limit(9)).isEqualTo(ranking);
    }
}
