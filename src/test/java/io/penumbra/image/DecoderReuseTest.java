package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A decoder that has read much before answers as a fresh one does. */
class DecoderReuseTest {

    private static final List<String> FILES = List.of(
            "baseline.jpg",
            "progressive.jpg",
            "subsampled-422.jpg",
            "grey.jpg",
            "adobe-rgb.jpg",
            "orientation-6.jpg",
            "cases/before-q5.jpg",
            "cases/before-q95.jpg",
            "cases/before-q75-optimized.jpg",
            "cases/victim-q75-no-DHT.jpg",
            "cases/victim-q75-no-DQT.jpg",
            "cases/extraneous3-before-eoi.jpg",
            "cmyk/ycck.jpg",
            "rgb.png",
            "palette.png",
            "cases/orient6-rawprofile.png");

    private static final Decoder REUSED = decoder();

    private static Decoder decoder() {
        return new Decoder(Fixtures.TWELVE_BY_TEN, Decoder.MAX_BYTES, 200_000);
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void reusedDecoderAnswersAsAFreshOne(@ForAll long seed) {
        byte[] encoded = mutated(new Random(seed));
        Decoded fresh = decoder().decode(encoded);
        Decoded reused = REUSED.decode(encoded);
        if (fresh instanceof Pixels pixels) {
            assertThat(reused).isInstanceOf(Pixels.class);
            assertThat(((Pixels) reused).array()).isEqualTo(pixels.array());
        } else {
            assertThat(reused).isEqualTo(fresh);
        }
    }

    private static byte[] mutated(Random random) {
        byte[] encoded = Fixtures.bytes(FILES.get(random.nextInt(FILES.size())));
        boolean jpeg = encoded[0] == (byte) 0xFF;
        if (jpeg && random.nextInt(3) > 0) {
            encoded = withOtherParts(encoded, random);
        }
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int within = random.nextBoolean() ? encoded.length : Math.min(encoded.length, 700);
            encoded[random.nextInt(within)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(encoded, random.nextInt(encoded.length)) : encoded;
    }

    /** Leaves out a segment, says one twice, or lets two change places. */
    private static byte[] withOtherParts(byte[] jpeg, Random random) {
        var parts = new ArrayList<>(JpegParts.of(jpeg));
        int one = random.nextInt(parts.size());
        int other = random.nextInt(parts.size());
        switch (random.nextInt(3)) {
            case 0 -> parts.remove(one);
            case 1 -> parts.add(other, parts.get(one));
            default -> parts.set(one, parts.set(other, parts.get(one)));
        }
        return JpegParts.join(parts);
    }
}
