package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our pixels against Pillow's. */
class GoldenPixelsTest {

    record Golden(String file, int width, int height, byte[] rgb) {
        @Override
        public String toString() {
            return file + " to " + width + "x" + height;
        }
    }

    static Stream<Golden> golden() {
        return golden("golden.tsv");
    }

    static Stream<Golden> golden(String table) {
        return new String(Fixtures.bytes(table), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split("\t"))
                .map(part -> new Golden(
                        part[0],
                        Integer.parseInt(part[1]),
                        Integer.parseInt(part[2]),
                        HexFormat.of().parseHex(part[3])));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void pixelsAreThoseOfPillow(Golden golden) {
        Decoder decoder = new Decoder(Fixtures.plain(golden.width(), golden.height()));
        Decoded decoded = decoder.decode(Fixtures.bytes(golden.file()));
        assertThat(decoded).isInstanceOf(Pixels.class);
        // JPEG leaves the last bit of the inverse transform to the implementation
        int allowed = golden.file().endsWith(".jpg") ? 1 : 0;
        assertThat(Fixtures.difference(((Pixels) decoded).array(), golden.rgb()))
                .isLessThanOrEqualTo(allowed);
    }
}
