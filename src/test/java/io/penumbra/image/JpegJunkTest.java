package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes between the segments that belong to none, as Pillow 13.0.0 takes them. */
class JpegJunkTest {

    private final Decoder decoder = new Decoder(Fixtures.TWELVE_BY_TEN);

    @Test
    void extraneousBytesBeforeTheEndDisturbNothing() {
        byte[] jpeg = Fixtures.bytes("cases/extraneous3-before-eoi.jpg");
        assertThat(decoder.decode(jpeg)).isInstanceOf(Pixels.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "616263", "ff0078", "ffffff", "ffd0", "000000000000ff00ff00"})
    void junkBetweenSegmentsDisturbsNothing(String hex) {
        for (String file : new String[] {"baseline.jpg", "progressive.jpg", "grey.jpg"}) {
            byte[] clean = Fixtures.bytes(file);
            byte[] expected = ((Pixels) decoder.decode(clean)).array();
            var junk = JpegParts.junk(hex);
            byte[] everywhere =
                    JpegParts.with(clean, junk, part -> part.marker() != JpegParts.EOI && part.marker() != 0xE0);
            byte[] atEnd = JpegParts.with(clean, junk, part -> part.marker() == JpegParts.EOI);
            assertThat(((Pixels) decoder.decode(everywhere)).array()).as(file).isEqualTo(expected);
            assertThat(((Pixels) decoder.decode(atEnd)).array()).as(file).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff02", "ffbf", "ffd8", "ffd9"})
    void otherMarkersInTheHeaderAreCorrupt(String hex) {
        byte[] jpeg = JpegParts.with(
                Fixtures.bytes("baseline.jpg"), JpegParts.junk(hex), part -> part.marker() == JpegParts.SOS);
        assertThat(decoder.decode(jpeg))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.CORRUPT));
    }

    @Test
    void damagedDataIsStillCorrupt() {
        byte[] jpeg = Fixtures.bytes("face.jpg");
        for (int i = jpeg.length / 2; i < jpeg.length / 2 + 200; i++) {
            jpeg[i] = 0x5A;
        }
        jpeg[jpeg.length / 2 + 200] = (byte) 0xFF;
        jpeg[jpeg.length / 2 + 201] = (byte) 0xD3;
        assertThat(decoder.decode(jpeg)).isInstanceOf(Unreadable.class);
    }
}
