package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private final Preview preview = new Preview(1 << 20, 10_000_000, Optional.empty());

    private byte[] jpeg(byte[] image, int longest) {
        Preview.Made made = preview.of(image, longest);
        assertThat(made).isInstanceOf(Preview.Jpeg.class);
        return ((Preview.Jpeg) made).encoded();
    }

    @Test
    void longestSideIsTheOneAskedForAndProportionsStay() throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(jpeg(Specimens.greyPng(900, 300), 512)));
        assertThat(picture.getWidth()).isEqualTo(512);
        assertThat(picture.getHeight()).isEqualTo(171);
    }

    @Test
    void smallPictureIsNotEnlarged() throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(jpeg(Specimens.png(0x3366CC), 512)));
        assertThat(picture.getWidth()).isEqualTo(8);
        int rgb = picture.getRGB(4, 4);
        assertThat(rgb >> 16 & 0xFF).isBetween(0x2E, 0x38);
        assertThat(rgb >> 8 & 0xFF).isBetween(0x61, 0x6B);
        assertThat(rgb & 0xFF).isBetween(0xC7, 0xD1);
    }

    @Test
    void metadataIsLeftOut() {
        byte[] photo = Fixtures.bytes("baseline.jpg");
        byte[] comment = "\0\0taken at 52.37, 4.89".getBytes(StandardCharsets.ISO_8859_1);
        comment[1] = (byte) comment.length;
        byte[] told = new byte[photo.length + 2 + comment.length];
        System.arraycopy(photo, 0, told, 0, 2);
        told[2] = (byte) 0xFF;
        told[3] = (byte) 0xFE;
        System.arraycopy(comment, 0, told, 4, comment.length);
        System.arraycopy(photo, 2, told, 4 + comment.length, photo.length - 2);

        assertThat(new String(told, StandardCharsets.ISO_8859_1)).contains("52.37");
        assertThat(new String(jpeg(told, 512), StandardCharsets.ISO_8859_1)).doesNotContain("52.37");
    }

    @Test
    void whatIsNoImageIsRefusedWithASentence() {
        assertThat(preview.of(new byte[] {1, 2, 3}, 512))
                .isEqualTo(new Preview.Refused("the 3 bytes are neither JPEG nor PNG"));
        assertThat(preview.of(Specimens.hugePng(), 512)).isInstanceOf(Preview.Refused.class);
    }
}
