package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmNewsTest {
    private static final Pane PANE = new Pane(0);
    private static final DriftPart PART =
            DriftPart.up(Optional.empty(), new Level(0.004, new Interval(0.003, 0.005)), 0.01);

    private static Drift drift(String model, boolean alarm, double to) {
        return new Drift(
                model,
                Subgroup.named("sex=male"),
                DriftKind.DISAGREEMENT,
                Horizon.DAY,
                new Drift.Watched(
                        alarm ? 12 : 1,
                        alarm,
                        PANE,
                        9,
                        Optional.of(PANE),
                        List.of(PART),
                        alarm ? Optional.of(new Shift(PART, PANE, to, 2310)) : Optional.empty()));
    }

    @Test
    void alarmIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
        var news = new AlarmNews();
        assertThat(news.news(List.of(drift("one", false, 0)))).isEqualTo(new AlarmNews.News(List.of(), List.of()));
        assertThat(news.news(List.of(drift("one", true, 0.021), drift("two", false, 0))))
                .isEqualTo(new AlarmNews.News(
                        List.of("the share of images of sex=male on which one disagrees with the baseline rose from"
                                + " 0.40 % to 2.10 % (+1.70 points) since 1970-01-01T00:00:00Z, on 2,310 images"),
                        List.of()));
        var both = news.news(List.of(drift("one", true, 0.024), drift("two", true, 0.02)));
        assertThat(both.begun()).singleElement().asString().contains("which two");
        assertThat(both.ended()).isEmpty();
        var end = news.news(List.of(drift("one", false, 0), drift("two", true, 0.02)));
        assertThat(end.begun()).isEmpty();
        assertThat(end.ended()).singleElement().asString().contains("which one", "to 2.40 % (+2.00 points)");
        assertThat(news.news(List.of(drift("one", true, 0.021), drift("two", true, 0.02)))
                        .begun())
                .hasSize(1);
    }

    @Test
    void alarmWithoutAnImageSaysNoFigures() {
        var drift = new Drift(
                "full",
                Subgroup.ALL,
                DriftKind.ERROR,
                Horizon.DAY,
                new Drift.Watched(0, true, PANE, 1, Optional.of(PANE), List.of(PART), Optional.empty()));
        assertThat(DriftSentence.of(drift)).isEqualTo("the error of full on all images has left its reference");
    }
}
