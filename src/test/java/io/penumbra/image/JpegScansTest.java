package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scan costs a pass over the picture however few bytes it has, so scans times pixels are bounded. */
@Timeout(20)
class JpegScansTest {

    private final Decoder decoder = new Decoder(Fixtures.TWELVE_BY_TEN);

    @Test
    void hundredScansOverMuchAreRefusedByTheirHeaders() {
        long start = System.nanoTime();
        assertTooMany(Fixtures.bytes("cases/prog-5000x5000-100scans-1c.jpg"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"0xC0, 1", "0xC1, 1", "0xC2, 1", "0xC0, 3", "0xC1, 3", "0xC2, 3"})
    void everyFrameTypeIsBounded(String marker, int components) {
        assertTooMany(bomb(Integer.decode(marker), components, 5000, 100));
    }

    @Test
    void fewScansOfALargePictureAreWithinTheBound() {
        // 3 · 25 megapixels · 5 scans; the data is rubbish, so libjpeg refuses it
        assertThat(decoder.decode(bomb(JpegParts.SOF0, 3, 5000, 5)))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isNotEqualTo(Reason.TOO_MANY_PIXELS));
    }

    @Test
    void boundFollowsTheLimitOfPixels() {
        byte[] progressive = Fixtures.bytes("progressive.jpg");
        int pixels = 45 * 33;
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN, 10_000, pixels).decode(progressive))
                .isInstanceOf(Pixels.class);
        var parts = new ArrayList<>(JpegParts.of(progressive));
        var last = parts.get(parts.size() - 2);
        for (int i = 0; i < 12; i++) {
            parts.add(parts.size() - 1, last);
        }
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN, 10_000, pixels).decode(JpegParts.join(parts)))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
    }

    private void assertTooMany(byte[] jpeg) {
        assertThat(decoder.decode(jpeg)).isInstanceOfSatisfying(Unreadable.class, bad -> {
            assertThat(bad.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
            assertThat(bad.message()).contains("scans");
        });
    }

    /** A square picture without subsampling, whose scans hold nearly nothing. */
    private static byte[] bomb(int marker, int components, int side, int scans) {
        List<JpegParts.Part> tables = JpegParts.of(Fixtures.bytes("grey.jpg")).stream()
                .filter(part -> part.marker() == JpegParts.DQT || part.marker() == JpegParts.DHT)
                .toList();
        byte[] frame = new byte[6 + 3 * components];
        byte[] scan = new byte[4 + 2 * components];
        frame[0] = 8;
        frame[1] = frame[3] = (byte) (side >> 8);
        frame[2] = frame[4] = (byte) side;
        frame[5] = scan[0] = (byte) components;
        for (int i = 0; i < components; i++) {
            frame[6 + 3 * i] = scan[1 + 2 * i] = (byte) (i + 1);
            frame[7 + 3 * i] = 0x11;
        }
        scan[scan.length - 2] = marker == JpegParts.SOF2 ? 0 : (byte) 63;
        var parts = new ArrayList<>(tables);
        parts.add(JpegParts.segment(marker, frame));
        for (int i = 0; i < scans; i++) {
            parts.add(JpegParts.segment(JpegParts.SOS, scan));
            parts.add(new JpegParts.Part(new byte[i == 0 ? side * side / 512 + 1 : 10]));
        }
        parts.add(JpegParts.junk("ffd9"));
        return JpegParts.join(parts);
    }
}
