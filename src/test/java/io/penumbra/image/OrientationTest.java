package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private static final byte[] NO_XMP = {};

    private static byte[] pixels(byte[] encoded) {
        return ((Pixels) new Decoder(Fixtures.plain(45, 33)).decode(encoded)).array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationOfPngIsTheUprightPicture(int orientation) {
        assertThat(pixels(Fixtures.bytes("orientation-" + orientation + ".png")))
                .isEqualTo(pixels(Fixtures.bytes("rgb.png")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationOfJpegIsTheUprightPictureButForItsLoss(int orientation) {
        byte[] turned = pixels(Fixtures.bytes("orientation-" + orientation + ".jpg"));
        byte[] upright = pixels(Fixtures.bytes("rgb.png"));
        double sum = 0;
        for (int i = 0; i < turned.length; i++) {
            sum += Math.abs((turned[i] & 0xFF) - (upright[i] & 0xFF));
        }
        assertThat(sum / turned.length).isLessThan(4);
    }

    @Test
    void tagOutOfRangeMeansUpright() {
        assertThat(Orientation.of(exif(0), NO_XMP)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.of(exif(9), NO_XMP)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.of(exif(6), NO_XMP)).isEqualTo(Orientation.QUARTER_TURN);
    }

    @Test
    void damagedExifMeansUprightAndNeverThrows() {
        byte[] whole = exif(6);
        for (int length = 0; length < whole.length; length++) {
            assertThat(Orientation.of(Arrays.copyOf(whole, length), NO_XMP)).isNotNull();
        }
        assertThat(Orientation.of("not TIFF at all".getBytes(), NO_XMP)).isEqualTo(Orientation.UPRIGHT);
    }

    /** Big-endian TIFF whose one directory has one entry: tag 0112, type SHORT, count 1. */
    private static byte[] exif(int orientation) {
        return new byte[] {
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0
        };
    }
}
