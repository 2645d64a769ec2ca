package io.penumbra.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PicksTest {
    private static byte[] id(int i) {
        return ("image " + i).getBytes(UTF_8);
    }

    @Test
    void picksAboutTheShareOfTheImagesAndReferencesAmongThem() {
        var picks = new Picks(0.5, 0.2, 10);
        int audited = 0;
        int references = 0;
        for (int i = 0; i < 10_000; i++) {
            audited += picks.isAudited(id(i)) ? 1 : 0;
            references += picks.isReference(id(i)) ? 1 : 0;
            assertThat(picks.isReference(id(i)) && !picks.isAudited(id(i))).isFalse();
            assertThat(Picks.place(id(i))).isBetween(0.0, 1.0);
        }
        assertThat(audited).isBetween(4800, 5200);
        assertThat(references).isBetween(900, 1100);
    }

    @Test
    void allImagesAreAuditedByDefault() {
        assertThat(Picks.DEFAULT.isAudited(id(7))).isTrue();
    }

    @Test
    void sharesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picks(0, 0.1, 10))
                .withMessageContaining("is 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Picks(Double.NaN, 0.1, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picks(1, 1.5, 10))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picks(1, 0.1, 0))
                .withMessageContaining("are 0");
    }
}
