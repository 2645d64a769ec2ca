package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RedrawingTest {
    private static final Redrawing REDRAWING =
            new Redrawing(Decoder.MAX_BYTES, 1_000_000, Optional.of(Background.of("#ffffff")));

    private static byte[] png(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x * 31 + y * 7 << 8 | x & 0xFF);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static BufferedImage read(Shown shown) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(((Redrawn) shown).encoded()));
    }

    /** A JPEG with a segment of EXIF in which a place stands. */
    private static byte[] withPlace(byte[] jpeg) {
        byte[] exif = "Exif\0\0MM\0*\0\0\0\10\0\0 GPS 52.5200N 13.4050E".getBytes(StandardCharsets.ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xFF);
        out.write(0xE1);
        out.write(exif.length + 2 >> 8);
        out.write(exif.length + 2);
        out.write(exif, 0, exif.length);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSmallPictureIsAJpegOfAtMostThatSide() throws IOException {
        Shown shown = REDRAWING.small(png(800, 200), 512);
        assertThat(((Redrawn) shown).contentType()).isEqualTo("image/jpeg");
        assertThat(read(shown).getWidth()).isEqualTo(512);
        assertThat(read(shown).getHeight()).isEqualTo(128);
        assertThat(read(REDRAWING.small(png(40, 30), 512)).getWidth()).isEqualTo(40);
        assertThat(read(REDRAWING.small(png(900, 1), 100)).getHeight()).isEqualTo(1);
    }

    @Test
    void theWholePictureHasEveryPixel() throws IOException {
        byte[] sent = png(700, 60);
        BufferedImage shown = read(REDRAWING.whole(sent));
        BufferedImage same = ImageIO.read(new ByteArrayInputStream(sent));
        assertThat(shown.getRGB(0, 0, 700, 60, null, 0, 700)).isEqualTo(same.getRGB(0, 0, 700, 60, null, 0, 700));
    }

    @Test
    void thePlaceStaysBehind() throws IOException {
        byte[] sent = withPlace(((Redrawn) REDRAWING.small(png(64, 64), 512)).encoded());
        assertThat(text(sent)).contains("Exif", "GPS 52.5200N");
        for (Shown shown : new Shown[] {REDRAWING.small(sent, 512), REDRAWING.whole(sent)}) {
            assertThat(text(((Redrawn) shown).encoded())).doesNotContain("Exif", "GPS");
        }
    }

    @Test
    void aPictureThatIsStoredTurnedIsShownUpright() throws IOException {
        byte[] turned = Files.readAllBytes(Path.of("src/test/resources/image/orientation-7.jpg"));
        BufferedImage stored = ImageIO.read(new ByteArrayInputStream(turned));
        BufferedImage shown = read(REDRAWING.whole(turned));
        assertThat(shown.getWidth()).isEqualTo(stored.getHeight());
        assertThat(shown.getHeight()).isEqualTo(stored.getWidth());
    }

    @Test
    void whatCannotBeReadOrIsTooLargeIsNotShown() throws IOException {
        assertThat(REDRAWING.small(new byte[] {1, 2}, 512)).isInstanceOf(Unreadable.class);
        assertThat(REDRAWING.whole(png(1001, 1000))).isInstanceOf(Unreadable.class);
    }
}
