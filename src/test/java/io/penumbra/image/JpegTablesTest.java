package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture's tables are its own or the standard ones, whatever the decoder read before. */
class JpegTablesTest {

    private static final String[] BEFORE = {
        "baseline.jpg",
        "progressive.jpg",
        "cases/before-q5.jpg",
        "cases/before-q95.jpg",
        "cases/before-q75-optimized.jpg"
    };

    private final Decoder decoder = new Decoder(Fixtures.TWELVE_BY_TEN);

    @BeforeEach
    void readOthersBefore() {
        for (String file : BEFORE) {
            assertThat(decoder.decode(Fixtures.bytes(file))).isInstanceOf(Pixels.class);
        }
    }

    @Test
    void missingQuantizationTableIsCorrupt() {
        assertCorrupt(Fixtures.bytes("cases/victim-q75-no-DQT.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "progressive.jpg", "subsampled-422.jpg"})
    void eachQuantizationTableThatAScanNamesIsRequired(String file) {
        for (int number = 0; number < 2; number++) {
            int table = number;
            assertCorrupt(JpegParts.without(
                    Fixtures.bytes(file), part -> part.marker() == JpegParts.DQT && part.table() == table));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x10, 0x11})
    void eachHuffmanTableThatAScanNamesIsRequired(int table) {
        assertCorrupt(JpegParts.without(
                Fixtures.bytes("baseline.jpg"), part -> part.marker() == JpegParts.DHT && part.table() == table));
    }

    @ParameterizedTest
    @CsvSource({"00, DC 0", "01, DC 1", "10, AC 0"})
    void progressiveScansRequireTheirHuffmanTablesToo(String hex, String name) {
        int table = Integer.parseInt(hex, 16);
        byte[] jpeg = JpegParts.without(
                Fixtures.bytes("progressive.jpg"), part -> part.marker() == JpegParts.DHT && part.table() == table);
        assertThat(assertCorrupt(jpeg).message()).contains(name);
    }

    @Test
    void progressivePictureWithoutHuffmanTablesIsCorrupt() {
        assertCorrupt(JpegParts.without(Fixtures.bytes("progressive.jpg"), part -> part.marker() == JpegParts.DHT));
    }

    @Test
    void pictureOfMotionJpegIsReadWithTheStandardTables() {
        Decoded expected = decoder.decode(Fixtures.bytes("cases/before-q75-optimized.jpg"));
        Decoded decoded = decoder.decode(Fixtures.bytes("cases/victim-q75-no-DHT.jpg"));
        assertThat(Fixtures.difference(((Pixels) decoded).array(), ((Pixels) expected).array()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "face.jpg", "subsampled-422.jpg", "grey.jpg"})
    void standardTablesMayBeLeftOut(String file) {
        byte[] whole = Fixtures.bytes(file);
        byte[] bare = JpegParts.without(whole, part -> part.marker() == JpegParts.DHT);
        assertThat(((Pixels) decoder.decode(bare)).array()).isEqualTo(((Pixels) decoder.decode(whole)).array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "ff", "0001020304"})
    void brokenTableSegmentsAreCorrupt(String hex) {
        for (int marker : new int[] {JpegParts.DQT, JpegParts.DHT}) {
            var broken = JpegParts.segment(marker, JpegParts.junk(hex).bytes());
            assertCorrupt(
                    JpegParts.with(Fixtures.bytes("baseline.jpg"), broken, part -> part.marker() == JpegParts.SOS));
        }
    }

    private Unreadable assertCorrupt(byte[] jpeg) {
        Decoded decoded = decoder.decode(jpeg);
        assertThat(decoded).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) decoded).reason()).isEqualTo(Reason.CORRUPT);
        return (Unreadable) decoded;
    }
}
