package io.penumbra.image;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Decodes an image to the pixels that a model takes: the whole image, upright, in RGB. It is resized bit for bit as
 * Pillow's {@code Image.open(…).convert("RGB").resize((width, height), BILINEAR)} does.
 *
 * <p>It reads JPEG (baseline and progressive; grey, YCbCr, RGB, CMYK and YCCK) and PNG (all colour types and depths). The content
 * tells the two formats apart. Of 16-bit samples it takes the high byte, and of several images in a file the first. It
 * applies the orientation of EXIF or XMP. Any number of threads may decode at once; each keeps its own reader and buffers.
 */
public final class Decoder {

    /** Default limit on the encoded size: 10 MiB. */
    public static final int MAX_BYTES = 10 << 20;

    /**
     * Default limit on the pixels: 50 megapixels. Such a picture takes 150 MB of heap. If it is progressive and not
     * subsampled, libjpeg takes 300 MB more outside the heap.
     */
    public static final int MAX_PIXELS = 50_000_000;

    /** Of a JPEG: to convert its colour and to resize it. */
    private static final long WORK_OF_PIXEL = 2;

    /** Of a PNG: to inflate and unfilter it, and the rest. */
    private static final long WORK_OF_ROW_BYTE = 2;

    private final InputFormat format;
    private final PictureReader reader;
    private final ThreadLocal<Workspace> workspaces;

    /** Uses the limits {@link #MAX_BYTES} and {@link #MAX_PIXELS}. */
    public Decoder(InputFormat format) {
        this(format, MAX_BYTES, MAX_PIXELS);
    }

    /**
     * @param maxBytes largest encoded size of an image, in bytes
     * @param maxPixels most pixels that an image's header may claim; checked before memory is allocated
     */
    public Decoder(InputFormat format, int maxBytes, int maxPixels) {
        this(format, maxBytes, maxPixels, Optional.empty());
    }

    /** @param background the colour on which transparent pixels are put; without it they are refused */
    public Decoder(InputFormat format, int maxBytes, int maxPixels, Optional<Background> background) {
        this.format = format;
        this.reader = new PictureReader(new Limits(maxBytes, maxPixels), background.orElse(null));
        // all threads together hold no more pixels than one picture of the largest size, so that memory is bounded
        var free = new Semaphore(maxPixels, true);
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(format, free));
    }

    public InputFormat format() {
        return format;
    }

    /** Decodes the event's image; see {@link #decode(byte[])}. */
    public Decoded decode(ImageEvent event) {
        return decode(event.array());
    }

    /**
     * Returns pixels of the input format's size, or why there are none. Never throws, whatever the bytes are.
     *
     * <p>Reasons: {@code empty}, {@code not_an_image}, {@code truncated}, {@code corrupt}, {@code too_many_bytes},
     * {@code too_many_pixels}, {@code unsupported_colour}, {@code unsupported_coding} and {@code transparent}.
     */
    public Decoded decode(byte[] encoded) {
        Workspace workspace = workspaces.get();
        try {
            return workspace.resizer.resize(reader.read(encoded, workspace.jpeg, workspace.room));
        } catch (Refusal refusal) {
            return refusal.unreadable();
        } finally {
            workspace.room.leave();
        }
    }

    /**
     * How much work it is to decode the event's image, by its headers alone. The unit is about a sample that a scan
     * passes over, at most 4 ns. It is 0 if the headers are refused.
     */
    public long work(ImageEvent event) {
        return work(event.array());
    }

    long work(byte[] encoded) {
        try {
            reader.checkBytes(encoded);
            if (JpegSegments.begins(encoded)) {
                JpegHeader header = JpegHeader.of(encoded, reader.limits());
                return header.samples() + WORK_OF_PIXEL * header.width() * header.height();
            }
            if (PngChunks.begins(encoded)) {
                return WORK_OF_ROW_BYTE * PngReader.rowBytes(PngChunks.of(encoded, reader.limits()).header);
            }
            return 0;
        } catch (Refusal refusal) {
            return 0;
        }
    }

    /** What one thread keeps from image to image. */
    private static final class Workspace {
        final JpegReader jpeg = new JpegReader();
        final Resizer resizer;
        final Room room;

        Workspace(InputFormat format, Semaphore free) {
            room = new Room(free);
            resizer = new Resizer(format.width(), format.height());
        }
    }
}
