package io.penumbra.rest;

import io.penumbra.exemplar.ImageLog;
import io.penumbra.exemplar.ImageRead;
import io.penumbra.exemplar.StoredImage;
import io.penumbra.image.Coordinates;
import io.penumbra.image.Preview;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of images that lie in Kafka. The last ones asked for stay in memory, and nowhere else: a page shows the
 * same ones again and again. The record is read each time all the same, so that a deleted image is gone at once.
 */
@Singleton
public class Pictures {
    /** The longest side of a picture, in pixels. */
    static final int LONGEST = 512;

    private static final long MOST_BYTES = 16 << 20;

    private record Asked(Coordinates source, int longest) {}

    private final ImageLog images;
    private final Preview preview;
    private final Map<Asked, byte[]> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long keptBytes;

    Pictures(ImageLog images, Preview preview) {
        this.images = images;
        this.preview = preview;
    }

    /**
     * The picture as JPEG.
     *
     * @param longest its longest side in pixels
     * @throws NoAnswer if there is none; the answer says why
     */
    byte[] jpeg(Coordinates source, int longest) {
        ImageRead read = images.read(source.topic(), source.partition(), source.offset());
        if (read instanceof StoredImage image) {
            return jpeg(new Asked(source, longest), image.encoded());
        }
        if (read instanceof ImageRead.Gone gone) {
            throw NoAnswer.gone(gone.reason());
        }
        if (read instanceof ImageRead.Unknown unknown) {
            throw NoAnswer.notFound(unknown.reason());
        }
        throw NoAnswer.unavailable(((ImageRead.Unreachable) read).reason());
    }

    private byte[] jpeg(Asked asked, byte[] encoded) {
        return known(asked).orElseGet(() -> {
            Preview.Made made = preview.of(encoded, asked.longest());
            if (made instanceof Preview.Jpeg jpeg) {
                keep(asked, jpeg.encoded());
                return jpeg.encoded();
            }
            throw NoAnswer.notFound(((Preview.Refused) made).reason());
        });
    }

    private synchronized Optional<byte[]> known(Asked asked) {
        return Optional.ofNullable(kept.get(asked));
    }

    private synchronized void keep(Asked asked, byte[] made) {
        if (kept.put(asked, made) == null) {
            keptBytes += made.length;
        }
        for (var oldest = kept.entrySet().iterator(); keptBytes > MOST_BYTES && oldest.hasNext(); ) {
            keptBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
