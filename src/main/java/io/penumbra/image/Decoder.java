package io.penumbra.image;

/**
 * Encoded bytes to the pixels that a model takes: the whole image, upright, in RGB, resized bit for bit as Pillow's
 * {@code Image.open(…).convert("RGB").resize((width, height), BILINEAR)} does.
 *
 * <p>JPEG (baseline and progressive; grey, YCbCr, RGB) and PNG (all colour types and depths; of 16 bits the high byte),
 * told apart by content. Of several images in a file the first. The EXIF orientation is applied. Any number of threads
 * may decode at once; each keeps its own reader and buffers.
 */
public final class Decoder {

    /** 10 MiB. */
    public static final int MAX_BYTES = 10 << 20;

    /** 25 megapixels, some 75 MB decoded. */
    public static final int MAX_PIXELS = 25_000_000;

    private final InputFormat format;
    private final Limits limits;
    private final ThreadLocal<Workspace> workspaces;

    /** With the default limits. */
    public Decoder(InputFormat format) {
        this(format, MAX_BYTES, MAX_PIXELS);
    }

    /**
     * @param maxBytes most encoded bytes of an image
     * @param maxPixels most pixels that an image may claim; checked before any is allocated
     */
    public Decoder(InputFormat format, int maxBytes, int maxPixels) {
        this.format = format;
        this.limits = new Limits(maxBytes, maxPixels);
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(format));
    }

    public InputFormat format() {
        return format;
    }

    /** The event's image; see {@link #decode(byte[])}. */
    public Decoded decode(ImageEvent event) {
        return decode(event.array());
    }

    /**
     * Pixels of the input format's size, or why there are none: {@code empty}, {@code not_an_image}, {@code truncated}, {@code
     * corrupt}, {@code too_many_bytes}, {@code too_many_pixels}, {@code unsupported_colour}, {@code unsupported_coding} or
     * {@code transparent}. Never throws, whatever the bytes.
     */
    public Decoded decode(byte[] encoded) {
        try {
            Workspace workspace = workspaces.get();
            return workspace.resizer.resize(picture(encoded, workspace));
        } catch (Refusal refusal) {
            return refusal.unreadable();
        }
    }

    private Picture picture(byte[] encoded, Workspace workspace) throws Refusal {
        if (encoded.length == 0) {
            throw new Refusal(Reason.EMPTY, "no bytes");
        }
        if (encoded.length > limits.maxBytes()) {
            throw new Refusal(Reason.TOO_MANY_BYTES, encoded.length + " bytes, allowed are " + limits.maxBytes());
        }
        if (JpegHeader.begins(encoded)) {
            return workspace.jpeg.read(encoded, limits);
        }
        if (PngChunks.begins(encoded)) {
            return PngReader.read(encoded, limits);
        }
        throw new Refusal(Reason.NOT_AN_IMAGE, encoded.length + " bytes that are neither JPEG nor PNG");
    }

    /** What one thread keeps from image to image. */
    private static final class Workspace {
        final JpegReader jpeg = new JpegReader();
        final Resizer resizer;

        Workspace(InputFormat format) {
            resizer = new Resizer(format.width(), format.height());
        }
    }
}
