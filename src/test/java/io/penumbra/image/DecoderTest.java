package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and why. */
class DecoderTest {

    private final Decoder decoder = new Decoder(Fixtures.TWELVE_BY_TEN);

    private Reason reason(byte[] encoded) {
        Decoded decoded = decoder.decode(encoded);
        assertThat(decoded).isInstanceOf(Unreadable.class);
        return ((Unreadable) decoded).reason();
    }

    @Test
    void nothingIsEmpty() {
        assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
    }

    @Test
    void textAndOtherFormatsAreNoImage() {
        assertThat(reason("hello".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(reason("GIF89a............".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(reason("RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(reason(new byte[] {(byte) 0xFF})).isEqualTo(Reason.NOT_AN_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"face.jpg", "progressive.jpg", "grey.jpg", "rgb.png", "interlaced.png"})
    void everyTruncationIsTruncated(String file) {
        byte[] whole = Fixtures.bytes(file);
        int step = Math.max(1, whole.length / 200);
        for (int length = 8; length < whole.length; length += step) {
            Decoded decoded = decoder.decode(Arrays.copyOf(whole, length));
            assertThat(decoded).as("%s cut to %d bytes", file, length).isInstanceOf(Unreadable.class);
            assertThat(((Unreadable) decoded).reason())
                    .as("%s cut to %d bytes", file, length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void readerGoesOnAfterABadImage() {
        byte[] whole = Fixtures.bytes("face.jpg");
        Decoded before = decoder.decode(whole);
        decoder.decode(Arrays.copyOf(whole, whole.length / 2));
        Decoded after = decoder.decode(whole);
        assertThat(((Pixels) after).array()).isEqualTo(((Pixels) before).array());
    }

    @Test
    void jpegThatClaimsTooManyPixelsIsRefusedByItsHeader() {
        byte[] claim = Fixtures.bytes("baseline.jpg");
        int frame = find(claim, 0xFF, 0xC0);
        ByteBuffer.wrap(claim).putShort(frame + 5, (short) 30_000).putShort(frame + 7, (short) 30_000);
        assertThat(reason(claim)).isEqualTo(Reason.TOO_MANY_PIXELS);
        ByteBuffer.wrap(claim).putShort(frame + 5, (short) 4_000).putShort(frame + 7, (short) 4_000);
        assertThat(reason(claim)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void pngThatClaimsTooManyPixelsIsRefusedByItsHeader() {
        assertThat(reason(pngOf(30_000, 30_000))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(reason(pngOf(20_000_000, 1))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(reason(pngOf(-1, -1))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(reason(pngOf(4_000, 4_000))).isEqualTo(Reason.TRUNCATED);
        assertThat(reason(pngOf(0, 10))).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void limitsAreInclusive() {
        byte[] face = Fixtures.bytes("face.jpg");
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN, face.length, 178 * 218).decode(face))
                .isInstanceOf(Pixels.class);
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN, face.length - 1, 178 * 218).decode(face))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.TOO_MANY_BYTES));
        assertThat(new Decoder(Fixtures.TWELVE_BY_TEN, face.length, 178 * 218 - 1).decode(face))
                .isInstanceOfSatisfying(
                        Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
        assertThatThrownBy(() -> new Decoder(Fixtures.TWELVE_BY_TEN, 0, 1)).hasMessageContaining("max bytes");
        assertThatThrownBy(() -> new Decoder(Fixtures.TWELVE_BY_TEN, 1, -1)).hasMessageContaining("-1");
    }

    @Test
    void twoComponentsAreRefused() {
        assertThat(reason(Specimens.jpegOf(2))).isEqualTo(Reason.UNSUPPORTED_COLOUR);
    }

    @Test
    void cmykIsConverted() {
        assertThat(decoder.decode(Fixtures.bytes("cmyk.jpg"))).isInstanceOf(Pixels.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC3, 0xC9})
    void losslessAndArithmeticJpegIsRefused(int frameType) {
        byte[] jpeg = Fixtures.bytes("baseline.jpg");
        jpeg[find(jpeg, 0xFF, 0xC0) + 1] = (byte) frameType;
        assertThat(reason(jpeg)).isEqualTo(Reason.UNSUPPORTED_CODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgba", "grey-alpha", "palette", "rgb", "grey"})
    void transparentPixelsAreRefused(String form) {
        assertThat(reason(Fixtures.bytes("transparent-" + form + ".png"))).isEqualTo(Reason.TRANSPARENT);
    }

    @Test
    void pngWithAWrongChecksumIsCorrupt() {
        byte[] png = Fixtures.bytes("rgb.png");
        png[png.length - 30] ^= 1;
        assertThat(reason(png)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void jpegOfAThousandScansIsCorrupt() {
        byte[] jpeg = Fixtures.bytes("progressive.jpg");
        int scan = find(jpeg, 0xFF, 0xDA);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(jpeg, 0, scan);
        for (int i = 0; i < 1000; i++) {
            bomb.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        bomb.write(jpeg, jpeg.length - 2, 2);
        assertThat(reason(bomb.toByteArray())).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void exifAndProfilesThatAreRubbishDisturbNothing() {
        byte[] plain = Fixtures.bytes("baseline.jpg");
        ByteArrayOutputStream dressed = new ByteArrayOutputStream();
        dressed.write(plain, 0, 2);
        segment(dressed, 0xE1, "Exif\0\0MM rubbish");
        segment(dressed, 0xE2, "ICC_PROFILE\0\1\1rubbish");
        segment(dressed, 0xFE, "a comment");
        dressed.write(0xFF); // a fill byte
        dressed.write(plain, 2, plain.length - 2);
        Pixels pixels = (Pixels) decoder.decode(dressed.toByteArray());
        assertThat(pixels.array()).isEqualTo(((Pixels) decoder.decode(plain)).array());
    }

    @Test
    void secondImageInTheFileIsLeftAlone() {
        byte[] first = Fixtures.bytes("baseline.jpg");
        byte[] second = Fixtures.bytes("grey.jpg");
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(((Pixels) decoder.decode(both)).array()).isEqualTo(((Pixels) decoder.decode(first)).array());
    }

    @Test
    void manyThreadsMayDecodeAtOnce() throws Exception {
        byte[] face = Fixtures.bytes("face.jpg");
        byte[] expected = ((Pixels) decoder.decode(face)).array();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<byte[]> task = () -> ((Pixels) decoder.decode(face)).array();
            List<Future<byte[]>> results = pool.invokeAll(Collections.nCopies(100, task));
            for (Future<byte[]> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void threadsWaitForEachOthersPicturesAndRefusalsGiveTheirRoomBack() throws Exception {
        byte[] face = Fixtures.bytes("face.jpg");
        byte[] damaged = Arrays.copyOf(face, face.length / 2);
        // room for one such picture at a time
        var narrow = new Decoder(Fixtures.TWELVE_BY_TEN, face.length, 178 * 218);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Callable<Decoded> sound = () -> narrow.decode(face);
            Callable<Decoded> broken = () -> narrow.decode(damaged);
            for (int round = 0; round < 10; round++) {
                for (Future<Decoded> result : pool.invokeAll(List.of(sound, broken, sound, broken, sound, broken))) {
                    assertThat(result.get()).isNotNull();
                }
            }
            assertThat(pool.submit(sound).get()).isInstanceOf(Pixels.class);
        } finally {
            pool.shutdownNow();
        }
    }

    private static int find(byte[] bytes, int first, int second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xFF) == first && (bytes[i + 1] & 0xFF) == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such marker");
    }

    private static void segment(ByteArrayOutputStream jpeg, int marker, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        jpeg.write(0xFF);
        jpeg.write(marker);
        jpeg.write(bytes.length + 2 >> 8);
        jpeg.write(bytes.length + 2);
        jpeg.writeBytes(bytes);
    }

    /** The fixture with another size in its header, and the right checksum for it. */
    private static byte[] pngOf(int width, int height) {
        byte[] png = Fixtures.bytes("rgb.png");
        ByteBuffer buffer = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        buffer.putInt(29, (int) crc.getValue());
        return png;
    }
}
