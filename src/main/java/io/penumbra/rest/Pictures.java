package io.penumbra.rest;

import io.penumbra.exemplar.ImageLog;
import io.penumbra.exemplar.ImageRead;
import io.penumbra.exemplar.StoredImage;
import io.penumbra.image.Coordinates;
import io.penumbra.image.Redrawing;
import io.penumbra.image.Redrawn;
import io.penumbra.image.Shown;
import io.penumbra.image.Unreadable;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of images that lie in Kafka. The last small ones that were asked for stay in memory, and nowhere else: a
 * page shows the same ones again and again. The record is read each time all the same, so that a deleted image is gone
 * at once.
 */
@Singleton
public class Pictures {
    /** The longest side of a small picture, in pixels. */
    static final int LONGEST = 512;

    private static final long MOST_BYTES = 16 << 20;

    private record Asked(Coordinates source, int longest) {}

    private final ImageLog images;
    private final Redrawing redrawing;
    private final Map<Asked, Redrawn> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long keptBytes;
    private long forgottenVersion;

    Pictures(ImageLog images, Redrawing redrawing) {
        this.images = images;
        this.redrawing = redrawing;
    }

    /**
     * The picture as JPEG.
     *
     * @param longest its longest side in pixels
     * @throws NoAnswer if there is none; the answer says why
     */
    Redrawn small(Coordinates source, int longest) {
        byte[] encoded = encoded(source);
        var asked = new Asked(source, longest);
        return known(asked).orElseGet(() -> {
            Redrawn made = drawn(redrawing.small(encoded, longest));
            keep(asked, made);
            return made;
        });
    }

    /**
     * All its pixels as PNG.
     *
     * @throws NoAnswer if there is none; the answer says why
     */
    Redrawn whole(Coordinates source) {
        return drawn(redrawing.whole(encoded(source)));
    }

    private byte[] encoded(Coordinates source) {
        ImageRead read = images.read(source.topic(), source.partition(), source.offset());
        if (read instanceof StoredImage image) {
            return image.encoded();
        }
        if (read instanceof ImageRead.Gone gone) {
            throw NoAnswer.gone(gone.reason());
        }
        if (read instanceof ImageRead.Unknown unknown) {
            throw NoAnswer.notFound(unknown.reason());
        }
        throw NoAnswer.unavailable(((ImageRead.Unreachable) read).reason());
    }

    private static Redrawn drawn(Shown shown) {
        if (shown instanceof Unreadable unreadable) {
            throw NoAnswer.notFound("the image cannot be shown: " + unreadable.message());
        }
        return (Redrawn) shown;
    }

    /**
     * Drops all small pictures if an image was forgotten since the last call.
     *
     * @param version another number after each image that was forgotten
     */
    synchronized void forget(long version) {
        if (version != forgottenVersion) {
            forgottenVersion = version;
            kept.clear();
            keptBytes = 0;
        }
    }

    private synchronized Optional<Redrawn> known(Asked asked) {
        return Optional.ofNullable(kept.get(asked));
    }

    private synchronized void keep(Asked asked, Redrawn made) {
        if (kept.put(asked, made) == null) {
            keptBytes += made.encoded().length;
        }
        for (var oldest = kept.entrySet().iterator(); keptBytes > MOST_BYTES && oldest.hasNext(); ) {
            keptBytes -= oldest.next().getValue().encoded().length;
            oldest.remove();
        }
    }
}
