package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.state.internals.WindowStoreBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {
    private static WindowStoreBuilder<?, ?> images(Duration wait) {
        return (WindowStoreBuilder<?, ?>) ImageStore.builders(wait).get(0);
    }

    @Test
    void waitsThatShareAStoreKeepItEquallyLong() {
        WindowStoreBuilder<?, ?> week = images(Duration.ofDays(7));
        WindowStoreBuilder<?, ?> longer = images(Duration.ofDays(12));
        assertThat(longer.name()).isEqualTo(week.name());
        assertThat(longer.retentionPeriod()).isEqualTo(week.retentionPeriod());
        assertThat(images(Duration.ofDays(13)).name()).isNotEqualTo(week.name());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 131_071, 131_072, 262_143, 262_144, 604_800_000, 536_870_911, 1_073_741_823, 31_536_000_000L})
    void anImageIsKeptForTheWaitAndTheSlotInWhichItCame(long waitMs) {
        WindowStoreBuilder<?, ?> images = images(Duration.ofMillis(waitMs));
        long slotMs = 1L << Integer.parseInt(images.name().substring("images-".length()));
        assertThat(images.retentionPeriod()).isGreaterThanOrEqualTo(waitMs + slotMs + 2 * 60_000);
    }
}
