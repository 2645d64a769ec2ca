package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.event.VerdictData;
import io.penumbra.event.VerdictEvent;
import io.penumbra.verdict.Decision;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final VerdictEvent OPEN = event("2026-05-06T07:08:09Z", "inconclusive", "old", List.of());
    private static final VerdictEvent FAIL =
            event("2026-05-06T09:59:59.999Z", "fail", "new", List.of("old women: missed blond", "men: error"));

    private static VerdictEvent event(String time, String verdict, String version, List<String> reasons) {
        return new VerdictEvent(
                time,
                URI.create("urn:penumbra:test"),
                Instant.parse(time),
                new VerdictData(
                        "int8", verdict, "full", version, 12_000, 1, reasons, Optional.empty(), Optional.empty()));
    }

    @Test
    void changesAreSaidWithTheirFirstReason() {
        assertThat(History.of(List.of(FAIL, OPEN), Decision.FAIL, Optional.of("new"))
                        .changes())
                .containsExactly(
                        new History.Change(
                                "2026-05-06 09:59:59",
                                Mark.of(Decision.FAIL),
                                "new",
                                "12,000",
                                "1",
                                "old women: missed blond"),
                        new History.Change(
                                "2026-05-06 07:08:09", Mark.of(Decision.INCONCLUSIVE), "old", "12,000", "1", "–"));
    }

    @Test
    void timeIsThatOfTheVerdictThatIsShown() {
        assertThat(History.of(List.of(FAIL, OPEN), Decision.FAIL, Optional.of("new"))
                        .since())
                .contains("since 2026-05-06 09:59");
        assertThat(History.of(List.of(FAIL, OPEN), Decision.PASS, Optional.of("new"))
                        .since())
                .isEmpty();
        assertThat(History.of(List.of(FAIL, OPEN), Decision.FAIL, Optional.of("next"))
                        .since())
                .isEmpty();
        assertThat(History.of(List.of(FAIL, OPEN), Decision.FAIL, Optional.empty())
                        .since())
                .isEmpty();
        assertThat(History.of(List.of(), Decision.INCONCLUSIVE, Optional.empty()))
                .isEqualTo(History.NONE);
    }
}
