package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CountLayoutTest {
    @Property
    void everyCountHasAPlaceOfItsOwnAndNoneIsEmpty(
            @ForAll @IntRange(min = 2, max = 12) int classes, @ForAll @IntRange(max = 8) int candidates) {
        CountLayout layout = new CountLayout(classes, candidates);
        var places = new ArrayList<Integer>();
        places.add(CountLayout.SCORED);
        for (int y = 0; y < classes; y++) {
            places.add(layout.support(y));
            places.add(layout.wrong(y));
            for (int model = 0; model <= candidates; model++) {
                places.add(layout.correct(model, y));
                places.add(layout.predicted(model, y));
                places.add(layout.voted(model, y));
            }
            for (int i = 0; i < candidates; i++) {
                places.add(layout.regressions(i, y));
                places.add(layout.fixes(i, y));
                places.add(layout.positivesGained(i, y));
                places.add(layout.positivesLost(i, y));
            }
        }
        for (int i = 0; i < candidates; i++) {
            places.add(layout.flips(i));
        }

        assertThat(places)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, layout.size()).boxed().toList());
    }
}
