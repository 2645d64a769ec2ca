package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much work an image announces, counted by hand. */
class DecoderWorkTest {

    private final Decoder decoder = new Decoder(Fixtures.TWELVE_BY_TEN);

    private long work(String file) {
        return decoder.work(Fixtures.bytes(file));
    }

    @ParameterizedTest
    @CsvSource({
        // one component: 6 · 5 blocks
        "grey.jpg, 1920",
        // three components of 6 · 5 blocks
        "subsampled-none.jpg, 5760",
        // 6 · 5, and twice 3 · 3
        "baseline.jpg, 3072",
        // the same, over which ten scans pass: twice by all, twice more by each colour, four times more by the light
        "progressive.jpg, 16128"
    })
    void jpegIsItsSamplesAsOftenAsScansPassOverThemAndItsPixelsTwice(String file, long samples) {
        assertThat(work(file)).isEqualTo(samples + 2 * 45 * 33);
    }

    @ParameterizedTest
    @CsvSource({"rgb.png, 135", "grey.png, 45", "grey-1.png, 6", "rgb-16.png, 270", "rgba.png, 180"})
    void pngIsTheBytesOfItsRowsTwice(String file, long rowBytes) {
        assertThat(work(file)).isEqualTo(2 * 33 * (1 + rowBytes));
    }

    @Test
    void whatItsHeadersRefuseIsNoWork() {
        assertThat(List.of(
                        Fixtures.bytes("cases/prog-5000x5000-100scans-1c.jpg"),
                        Fixtures.bytes("cases/victim-q75-no-DQT.jpg"),
                        Specimens.hugePng(),
                        "hello".getBytes(StandardCharsets.US_ASCII),
                        new byte[0],
                        new byte[Decoder.MAX_BYTES + 1]))
                .allSatisfy(refused -> {
                    assertThat(decoder.decode(refused)).isInstanceOf(Unreadable.class);
                    assertThat(decoder.work(refused)).isZero();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"face.jpg", "progressive.jpg", "rgb.png", "interlaced.png", "cmyk/ycck.jpg"})
    void whatIsAcceptedIsWorkWithinABoundThatTheLimitsSet(String file) {
        byte[] encoded = Fixtures.bytes(file);
        int pixels = 178 * 218;
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN, encoded.length, pixels).work(encoded))
                .isPositive()
                .isLessThanOrEqualTo(18L * pixels);
    }

    @Test
    void workOfDamagedImagesNeverThrows() {
        for (String file : List.of("face.jpg", "progressive.jpg", "rgb.png")) {
            byte[] whole = Fixtures.bytes(file);
            for (int length = 0; length < whole.length; length += 7) {
                assertThat(decoder.work(Arrays.copyOf(whole, length))).isNotNegative();
            }
        }
    }
}
