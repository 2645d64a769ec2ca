package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs of four components against what Pillow 13.0.0 makes of them. */
class CmykTest {

    static Stream<GoldenPixelsTest.Golden> golden() {
        return GoldenPixelsTest.golden("cmyk/golden.tsv");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void pixelsAreThoseOfPillow(GoldenPixelsTest.Golden golden) {
        Decoder decoder = new Decoder(Fixtures.plain(golden.width(), golden.height()));
        Decoded decoded = decoder.decode(Fixtures.bytes("cmyk/" + golden.file()));
        assertThat(decoded).isInstanceOf(Pixels.class);
        assertThat(Fixtures.difference(((Pixels) decoded).array(), golden.rgb()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void caseIsConverted() {
        var pixels = (Pixels) new Decoder(Fixtures.plain(133, 91)).decode(Fixtures.bytes("cases/cmyk.jpg"));
        // Pillow 13.0.0
        assertThat(pixels.rgb(3, 2)).isEqualTo(0x00FF00);
    }

    @Test
    void orientationIsAppliedToo() {
        byte[] exif = HexFormat.of().parseHex("4578696600004d4d002a0000000800010112000300000001000600000000");
        byte[] upright = Fixtures.bytes("cmyk/ycck.jpg");
        byte[] turned = JpegParts.with(
                upright, JpegParts.segment(JpegParts.APP1, exif), part -> part.marker() == JpegParts.SOF0);
        var before = (Pixels) new Decoder(Fixtures.plain(45, 33)).decode(upright);
        var after = (Pixels) new Decoder(Fixtures.plain(33, 45)).decode(turned);
        assertThat(after.rgb(32, 0)).isEqualTo(before.rgb(0, 0));
        assertThat(after.rgb(0, 44)).isEqualTo(before.rgb(44, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void otherNumbersOfComponentsAreRefused(int components) {
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN).decode(Specimens.jpegOf(components)))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.UNSUPPORTED_COLOUR));
    }
}
