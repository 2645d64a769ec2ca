package io.penumbra.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes the pictures that people look at: upright, no larger than asked for, and encoded anew as JPEG. So nothing of
 * the metadata goes along, such as the place where a photo was taken. Any number of threads may use it.
 */
public final class Preview {

    private static final float QUALITY = 0.9f;

    private final PictureReader reader;
    private final Semaphore free;
    private final ThreadLocal<JpegReader> jpegs = ThreadLocal.withInitial(JpegReader::new);

    /**
     * @param maxBytes largest encoded size of an image, in bytes
     * @param maxPixels most pixels that an image's header may claim
     * @param background the colour on which transparent pixels are put; without it they are refused
     */
    public Preview(int maxBytes, int maxPixels, Optional<Background> background) {
        reader = new PictureReader(new Limits(maxBytes, maxPixels), background.orElse(null));
        free = new Semaphore(maxPixels, true);
    }

    /** Either a picture or why there is none. */
    public sealed interface Made permits Jpeg, Refused {}

    /** @param encoded the caller must not change it */
    @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
    public record Jpeg(byte[] encoded) implements Made {}

    /** @param reason a sentence */
    public record Refused(String reason) implements Made {}

    /**
     * The picture of an image. Its proportions stay; it is never enlarged.
     *
     * @param longest its longest side in pixels, at least 1
     */
    public Made of(byte[] encoded, int longest) {
        var room = new Room(free);
        try {
            Picture picture = reader.read(encoded, jpegs.get(), room);
            double scale = Math.min(1, (double) longest / Math.max(picture.width, picture.height));
            int width = Math.max(1, (int) Math.round(scale * picture.width));
            int height = Math.max(1, (int) Math.round(scale * picture.height));
            return new Jpeg(jpeg(new Resizer(width, height).resize(picture)));
        } catch (Refusal refusal) {
            return new Refused(refusal.unreadable().message());
        } finally {
            room.leave();
        }
    }

    private static byte[] jpeg(Pixels pixels) {
        var image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                image.setRGB(x, y, pixels.rgb(x, y));
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a picture in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
