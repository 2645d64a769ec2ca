package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundTest {

    record Golden(String file, Background background, byte[] rgb) {
        @Override
        public String toString() {
            return file + " on " + background;
        }
    }

    static Stream<Golden> golden() {
        return new String(Fixtures.bytes("background.tsv"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split("\t"))
                .map(part -> new Golden(
                        part[0], Background.of(part[1]), HexFormat.of().parseHex(part[2])));
    }

    private static Decoded decode(String file, Optional<Background> background) {
        return new Decoder(Fixtures.plain(45, 33), Decoder.MAX_BYTES, Decoder.MAX_PIXELS, background)
                .decode(Fixtures.bytes(file));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void pixelsAreThoseOfPillow(Golden golden) {
        Decoded decoded = decode(golden.file(), Optional.of(golden.background()));
        assertThat(((Pixels) decoded).array()).isEqualTo(golden.rgb());
    }

    @Test
    void caseIsRefusedOrPutOnTheColour() {
        assertThat(decode("cases/rgba-254.png", Optional.empty()))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.TRANSPARENT));
        assertThat(decode("cases/rgba-254.png", Optional.of(new Background(255, 255, 255))))
                .isInstanceOf(Pixels.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "rgba.png", "grey-alpha-16.png", "palette-4.png", "baseline.jpg"})
    void opaqueImagesAreTheSameOnAnyColour(String file) {
        assertThat(((Pixels) decode(file, Optional.of(new Background(1, 2, 3)))).array())
                .isEqualTo(((Pixels) decode(file, Optional.empty())).array());
    }

    @Test
    void colourIsSixHexadecimalDigits() {
        assertThat(Background.of("#336699")).isEqualTo(new Background(0x33, 0x66, 0x99));
        assertThat(Background.of("FFFFFF")).hasToString("#ffffff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "white", "#fff", "#12345g", "#1234567"})
    void otherTextIsNoColour(String text) {
        assertThatThrownBy(() -> Background.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("#ffffff: " + text);
    }

    @Test
    void levelsHaveARange() {
        assertThatThrownBy(() -> new Background(0, 256, 0)).hasMessageContaining("256");
        assertThatThrownBy(() -> new Background(-1, 0, 0)).hasMessageContaining("-1");
    }
}
