package io.penumbra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-05-06T12:00:00Z");
    private static final Subgroup MALE = Subgroup.named("sex=male");

    private final CountedImages counted = new CountedImages(1);

    private void images(int count, String sex, Instant time) {
        for (int i = 0; i < count; i++) {
            counted.add(time.toEpochMilli(), sex, null, 1, 1);
        }
    }

    @Test
    void imagesAreCountedOverTheMinutesOfTheStream() {
        images(6, "male", NOON);
        images(24, "female", NOON.plusSeconds(90));
        images(30, "female", NOON.plusSeconds(3 * 60 + 59));
        Pace pace = Pace.of(counted.snapshot());
        assertThat(pace.perHour(Subgroup.ALL)).hasValue(60 * 20.0);
        assertThat(pace.perHour(MALE)).hasValue(60 * 2.0);
        assertThat(pace.time(MALE, 240)).hasValue(Duration.ofHours(2));
        assertThat(pace.perHour(Subgroup.named("sex=unknown"))).isEmpty();
        assertThat(pace.time(Subgroup.named("sex=unknown"), 1)).isEmpty();
    }

    @Test
    void imagesOfEarlierDaysDoNotCount() {
        images(1000, "male", NOON.minus(Duration.ofHours(30)));
        images(60, "female", NOON.minus(Duration.ofHours(1)));
        images(1, "female", NOON);
        Pace pace = Pace.of(counted.snapshot());
        assertThat(pace.perHour(Subgroup.ALL)).hasValue(61);
        assertThat(pace.perHour(MALE)).isEmpty();
    }

    @Test
    void paceOfOneMinuteIsNotKnown() {
        assertThat(Pace.of(Snapshot.of(List.of()))).isEqualTo(Pace.UNKNOWN);
        images(100, "male", NOON);
        assertThat(Pace.of(counted.snapshot()).isKnown()).isFalse();
    }

    @Test
    void paceIsAboveZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(Map.of(MALE, 0.0)))
                .withMessage("sex=male has 0.0 images an hour, expected a number above 0");
    }
}
