package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orientation in sound, odd and hostile metadata, against what Pillow 13.0.0 makes of the same bytes. */
@Timeout(20)
class OrientationOfPillowTest {

    private static final Limits LIMITS = new Limits(1 << 24, 1 << 24);

    record Answer(int orientation, byte[] encoded) {
        @Override
        public String toString() {
            return orientation + " of " + HexFormat.of().formatHex(encoded, 0, Math.min(120, encoded.length));
        }
    }

    /** Each line: the orientation that {@code exif_transpose} sees, and the file. A + stands for baseline.jpg. */
    static Stream<Answer> answers() {
        return new String(Fixtures.bytes("orientation-pillow-13.0.0.tsv"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split("\t"))
                .map(part -> new Answer(Integer.parseInt(part[0]), file(part[1])));
    }

    private static byte[] file(String hex) {
        if (!hex.endsWith("+")) {
            return HexFormat.of().parseHex(hex);
        }
        var file = new ByteArrayOutputStream();
        file.writeBytes(HexFormat.of().parseHex(hex.substring(0, hex.length() - 1)));
        byte[] jpeg = Fixtures.bytes("baseline.jpg");
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void orientationIsThatOfPillow(Answer answer) throws Refusal {
        assertThat(orientation(answer.encoded()).ordinal() + 1).isEqualTo(answer.orientation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncated-ifd.jpg",
                "count-too-many-entries.jpg",
                "after-empty-exif.jpg",
                "xmp.png",
                "rawprofile.png"
            })
    void casesAreTurnedByAQuarter(String name) throws Refusal {
        assertThat(orientation(Fixtures.bytes("cases/orient6-" + name))).isEqualTo(Orientation.QUARTER_TURN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exifbomb-jpeg-4000subs.jpg", "exifhang-jpeg.jpg"})
    void hostileExifCostsNoMoreThanItsBytes(String name) throws Refusal {
        byte[] bomb = Fixtures.bytes("cases/" + name);
        byte[] plain = JpegParts.without(bomb, part -> part.marker() == JpegParts.APP1);
        var decoder = new Decoder(Fixtures.TWELVE_BY_TEN);
        assertThat(((Pixels) decoder.decode(bomb)).array()).isEqualTo(((Pixels) decoder.decode(plain)).array());
        assertCheap(bomb);
    }

    @Test
    void directoryOfTheMostEntriesCostsNoMoreThanItsBytes() throws Refusal {
        byte[] tiff = new byte[1 << 20];
        byte[] head = HexFormat.of().parseHex("4d4d002a00000008ffff");
        System.arraycopy(head, 0, tiff, 0, head.length);
        // each entry claims the whole block as its value
        byte[] entry = HexFormat.of().parseHex("87690007000fff0000000000");
        for (int i = 0; i < 0xFFFF; i++) {
            System.arraycopy(entry, 0, tiff, head.length + 12 * i, entry.length);
            tiff[head.length + 12 * i] = (byte) (i >> 8);
            tiff[head.length + 12 * i + 1] = (byte) i;
        }
        byte[] segment = new byte[65_533];
        System.arraycopy("Exif\0\0".getBytes(StandardCharsets.US_ASCII), 0, segment, 0, 6);
        System.arraycopy(tiff, 0, segment, 6, segment.length - 6);
        assertCheap(JpegParts.with(
                Fixtures.bytes("baseline.jpg"),
                JpegParts.segment(JpegParts.APP1, segment),
                part -> part.marker() == JpegParts.DQT));
        assertCheap(PngParts.with(Fixtures.bytes("rgb.png"), "eXIf", tiff));
    }

    @Test
    void textThatInflatesWithoutEndIsLeftOut() throws Refusal {
        byte[] profile = PngParts.compressed("Raw profile type exif", new byte[200 << 20]);
        byte[] png = PngParts.with(Fixtures.bytes("rgb.png"), "zTXt", profile);
        assertThat(orientation(png)).isEqualTo(Orientation.UPRIGHT);
        assertCheap(png);
    }

    private static void assertCheap(byte[] encoded) throws Refusal {
        orientation(encoded);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = threads.getCurrentThreadCpuTime();
        orientation(encoded);
        assertThat(threads.getCurrentThreadCpuTime() - nanos).as("CPU, ns").isLessThan(200_000_000L);
        assertThat(threads.getCurrentThreadAllocatedBytes() - bytes)
                .as("allocated bytes")
                .isLessThan(8L * encoded.length + (8 << 20));
    }

    private static Orientation orientation(byte[] encoded) throws Refusal {
        return JpegSegments.begins(encoded)
                ? JpegHeader.of(encoded, LIMITS).orientation()
                : PngChunks.of(encoded, LIMITS).metadata.orientation(encoded);
    }
}
