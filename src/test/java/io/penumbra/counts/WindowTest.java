package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Pane NEWEST = Pane.at(1_700_000_040_000L);

    @Test
    void aWindowHoldsItsPanesUpToTheNewest() {
        assertThat(Window.FIVE_MINUTES.holds(NEWEST, NEWEST)).isTrue();
        assertThat(Window.FIVE_MINUTES.holds(NEWEST.minus(4), NEWEST)).isTrue();
        assertThat(Window.FIVE_MINUTES.holds(NEWEST.minus(5), NEWEST)).isFalse();
        assertThat(Window.HOUR.holds(NEWEST.minus(59), NEWEST)).isTrue();
        assertThat(Window.HOUR.holds(NEWEST.minus(60), NEWEST)).isFalse();
        assertThat(Window.DAY.holds(NEWEST.minus(1439), NEWEST)).isTrue();
        assertThat(Window.DAY.holds(NEWEST.minus(1440), NEWEST)).isFalse();
    }

    @Test
    void theVersionWindowHoldsEveryPane() {
        assertThat(Window.VERSION.holds(NEWEST.minus(10_000_000), NEWEST)).isTrue();
    }

    @Test
    void windowsAreFoundByName() {
        assertThat(Window.ALL).extracting(Window::name).containsExactly("5m", "1h", "24h", "version");
        assertThat(Window.named("1h")).contains(Window.HOUR);
        assertThat(Window.named("2h")).isEmpty();
    }
}
