package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PaneTest {
    private static final long FAR = 8000L * 365 * 24 * 3600 * 1000;

    @Property
    void everyEventTimeFallsInThePaneThatBeginsAtItsMinute(@ForAll @LongRange(min = -FAR, max = FAR) long timeMs) {
        Pane pane = Pane.at(timeMs);

        assertThat(timeMs - pane.startMs()).isBetween(0L, 59_999L);
        assertThat(pane.startMs() % 60_000).isZero();
    }

    @Test
    void aPaneBefore1970EndsWhereTheNextBegins() {
        assertThat(Pane.at(-1)).isEqualTo(new Pane(-60_000)).hasToString("1969-12-31T23:59:00Z");
        assertThat(Pane.at(0)).isEqualTo(new Pane(0));
        assertThat(new Pane(0).minus(2)).isEqualTo(Pane.at(-60_001));
    }

    @Test
    void panesSortByTime() {
        assertThat(new Pane(-60_000)).isLessThan(new Pane(0));
        assertThat(new Pane(60_000)).isGreaterThan(new Pane(0));
    }

    @Test
    void aPaneStartsAtAWholeMinute() {
        assertThatThrownBy(() -> new Pane(60_001)).hasMessageContaining("60001");
    }
}
