package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever the bytes, decoding gives pixels or a reason. */
class DecoderPropertyTest {

    private static final Decoder DECODER = new Decoder(Fixtures.TWELVE_BY_TEN, Decoder.MAX_BYTES, 1_000_000);
    private static final byte[] PNG_SIGNATURE = Arrays.copyOf(Fixtures.bytes("rgb.png"), 8);

    @Property(tries = 2000)
    void randomBytesGiveAReason(@ForAll byte[] bytes) {
        assertThat(DECODER.decode(bytes)).isInstanceOf(Unreadable.class);
    }

    @Property(tries = 1000)
    void randomBytesAfterASignatureGivePixelsOrAReason(@ForAll boolean png, @ForAll byte[] bytes) {
        byte[] start = png ? PNG_SIGNATURE : new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
        byte[] encoded = Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, start.length, bytes.length);
        assertThat(DECODER.decode(encoded)).isNotNull();
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void mutationsAndTruncationsGivePixelsOrAReason(
            @ForAll("files") String file, @ForAll long seed, @ForAll boolean cut, @ForAll boolean repairChecksums) {
        byte[] encoded = Fixtures.bytes(file);
        Random random = new Random(seed);
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            // headers are short, so half of the changes go there
            int within = random.nextBoolean() ? encoded.length : Math.min(encoded.length, 700);
            encoded[random.nextInt(within)] = (byte) random.nextInt(256);
        }
        if (cut) {
            encoded = Arrays.copyOf(encoded, random.nextInt(encoded.length));
        }
        if (repairChecksums) {
            repairChecksums(encoded);
        }
        assertThat(DECODER.decode(encoded)).isNotNull();
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                "baseline.jpg",
                "progressive.jpg",
                "subsampled-422.jpg",
                "grey.jpg",
                "adobe-rgb.jpg",
                "orientation-6.jpg",
                "rgb.png",
                "palette.png",
                "transparent-palette.png",
                "grey-2.png",
                "grey-16.png",
                "interlaced.png",
                "orientation-6.png");
    }

    /** Lets damaged PNG chunks through to the code behind the checksum. */
    private static void repairChecksums(byte[] png) {
        for (int at = 8; at + 12 <= png.length; ) {
            int length = ByteBuffer.wrap(png).getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            ByteBuffer.wrap(png).putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
