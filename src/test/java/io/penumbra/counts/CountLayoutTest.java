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
            @ForAll @IntRange(min = 2, max = 12) int classes,
            @ForAll @IntRange(max = 8) int candidates,
            @ForAll @IntRange(max = 4) int compared) {
        CountLayout layout = new CountLayout(classes, candidates, compared);
        var places = new ArrayList<Integer>();
        places.add(CountLayout.SCORED);
        places.add(CountLayout.AUDITED);
        for (int model = 0; model <= candidates; model++) {
            places.add(layout.uncertain(model));
        }
        for (int y = 0; y < classes; y++) {
            places.add(layout.support(y));
            places.add(layout.wrong(y));
            places.add(layout.claimed(y));
            places.add(layout.known(y));
            places.add(layout.unanimous(y));
            for (int said = 0; said < classes; said++) {
                places.add(layout.reference(said, y));
            }
            for (int model = 0; model <= candidates; model++) {
                for (int said = 0; said < classes; said++) {
                    places.add(layout.confused(model, y, said));
                }
                places.add(layout.voted(model, y));
            }
            for (int i = 0; i < candidates; i++) {
                places.add(layout.regressions(i, y));
                places.add(layout.fixes(i, y));
            }
        }
        for (int i = 0; i < candidates; i++) {
            places.add(layout.flips(i));
            places.add(layout.unknownFlips(i));
            places.add(layout.knownRegressions(i));
            places.add(layout.knownFixes(i));
            places.add(layout.sureRegressions(i));
            places.add(layout.sureFixes(i));
            for (int c = 0; c < compared; c++) {
                places.add(layout.falseGains(i, c));
                places.add(layout.falseLosses(i, c));
                for (CountLayout.Of of : CountLayout.Of.values()) {
                    places.add(layout.gains(i, c, of));
                    places.add(layout.losses(i, c, of));
                }
            }
        }

        assertThat(places)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, layout.size()).boxed().toList());
    }
}
