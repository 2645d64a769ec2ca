package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceFormTest {
    @Test
    void timeIsThatOfTheFormInUtc() {
        assertThat(ReferenceForm.time("from", "2026-01-31T12:00")).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "+999999999-12-31T23:59", "-0001-01-01T00:00", "2026-01-31T12:00Z"})
    void otherTimesAreRefused(@Nullable String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceForm.time("from", text))
                .withMessageStartingWith("from is '" + (text == null ? "" : text) + "', expected a time in UTC");
    }
}
