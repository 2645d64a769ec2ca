package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.fuzz.Fuzz;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, decoding gives pixels or a reason, the same whatever was decoded before. */
class DecoderFuzz {
    private static final int MOST_PIXELS = 100_000;

    private static Decoder decoder() {
        return new Decoder(
                Fixtures.TWELVE_BY_TEN, Decoder.MAX_BYTES, MOST_PIXELS, Optional.of(Background.of("#102030")));
    }

    @Test
    void reusedDecoderAnswersAsAFreshOne() {
        Decoder reused = decoder();
        double accepted = Fuzz.run("decoder", 400_000, ImageMutations::image, image -> {
            Decoded fresh = decoder().decode(image);
            Decoded again = reused.decode(image);
            if (fresh instanceof Pixels pixels) {
                assertThat(again)
                        .isInstanceOfSatisfying(
                                Pixels.class, same -> assertThat(same.array()).isEqualTo(pixels.array()));
                assertThat(reused.work(image)).isBetween(1L, 18L * MOST_PIXELS);
                return true;
            }
            assertThat(again).isEqualTo(fresh);
            assertThat(((Unreadable) fresh).message()).isNotBlank();
            return false;
        });
        // neither all sound nor all hopeless
        assertThat(accepted).isBetween(0.2, 0.8);
    }
}
