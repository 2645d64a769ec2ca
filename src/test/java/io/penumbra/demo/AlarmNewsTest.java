package io.penumbra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmNewsTest {
    private static Drift drift(String model, boolean alarm) {
        Pane pane = new Pane(0);
        return new Drift(
                model,
                Subgroup.named("sex=male"),
                DriftKind.HARM,
                new Drift.Watched(alarm ? 12 : 1, alarm, pane, 9, Optional.of(pane), List.of()));
    }

    @Test
    void alarmIsToldOnceWhileItLastsAndAgainWhenItComesBack() {
        var news = new AlarmNews();
        assertThat(news.news(List.of(drift("one", false)))).isEmpty();
        assertThat(news.news(List.of(drift("one", true), drift("two", false))))
                .containsExactly("drift alarm: harm of one in sex=male since 1970-01-01T00:00:00Z");
        assertThat(news.news(List.of(drift("one", true), drift("two", true))))
                .singleElement()
                .asString()
                .contains("of two");
        assertThat(news.news(List.of(drift("one", false), drift("two", true)))).isEmpty();
        assertThat(news.news(List.of(drift("one", true), drift("two", true)))).hasSize(1);
    }
}
