package io.penumbra.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Draws images anew for people, as the models see them but larger. Metadata such as the position of the camera stays
 * behind. Any number of threads may draw.
 */
public final class Redrawing {
    private final Limits limits;
    private final @Nullable Background background;
    /** Pixels: all threads together hold no more than one picture of the largest size. */
    private final Semaphore free;

    /** The same limits as those of {@link Decoder}. */
    public Redrawing(int maxBytes, int maxPixels, Optional<Background> background) {
        this.limits = new Limits(maxBytes, maxPixels);
        this.background = background.orElse(null);
        this.free = new Semaphore(maxPixels, true);
    }

    /** A JPEG whose longer side has at most so many pixels. A smaller picture keeps its size. */
    public Shown small(byte[] encoded, int longestSide) {
        return draw(encoded, longestSide, "jpeg");
    }

    /** A PNG of the same pixels. */
    public Shown whole(byte[] encoded) {
        return draw(encoded, Integer.MAX_VALUE, "png");
    }

    private Shown draw(byte[] encoded, int longestSide, String format) {
        var room = new Room(free);
        try {
            Picture picture = Decoder.picture(encoded, limits, new JpegReader(), room, background);
            double scale = Math.min(1, (double) longestSide / Math.max(picture.width, picture.height));
            var resizer = new Resizer(scaled(picture.width, scale), scaled(picture.height, scale));
            return new Redrawn("image/" + format, encoded(resizer.resize(picture), format));
        } catch (Refusal refusal) {
            return refusal.unreadable();
        } finally {
            room.leave();
        }
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }

    private static byte[] encoded(Pixels pixels, String format) {
        var image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                image.setRGB(x, y, pixels.rgb(x, y));
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("this JDK writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
