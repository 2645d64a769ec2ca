package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnreadableTest {

    @Test
    void messageFitsAHeaderWhateverItQuotes() {
        assertThat(new Unreadable(Reason.BAD_EVENT, "a\nb\u0000c").message()).isEqualTo("a?b?c");
        assertThat(new Unreadable(Reason.BAD_EVENT, "x".repeat(10_000)).message())
                .hasSize(300)
                .endsWith("…");
        assertThat(new Unreadable(Reason.BAD_EVENT, "\uD83D\uDE00".repeat(1000) + "x").message())
                .doesNotContain("?");
    }

    @ParameterizedTest
    @EnumSource
    void labelIsLowerCaseSnake(Reason reason) {
        assertThat(reason.text()).matches("[a-z]+(_[a-z]+)*");
    }

    @Test
    void coordinatesCheckThemselves() {
        assertThat(new Coordinates("images", 3, 42)).hasToString("images-3@42");
        assertThatThrownBy(() -> new Coordinates("", 0, 0)).hasMessageContaining("topic");
        assertThatThrownBy(() -> new Coordinates("t", -1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Coordinates("t", 0, -2)).hasMessageContaining("-2");
    }
}
