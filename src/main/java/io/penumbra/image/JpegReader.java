package io.penumbra.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Pattern;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/**
 * Reads JPEG with the JDK's own reader, which is libjpeg. For one thread.
 *
 * <p>The reader gets the coding segments only, so that a profile, thumbnail or comment cannot disturb it. It fills an
 * image whose bytes lie as libjpeg gives them. That takes a third less time than an image of the reader's own choice.
 */
final class JpegReader {

    private static final ImageReaderSpi JDK_READER = jdkReader();
    private static final ColorModel SRGB = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

    /** Largest image, in bytes, whose memory is kept for the next one. */
    private static final int MOST_BYTES_KEPT = 1 << 20;

    /** libjpeg's warning of bytes that it skipped before a marker. They disturb nothing. */
    private static final Pattern EXTRANEOUS = Pattern.compile("\\d+ extraneous bytes? before marker");

    private final ByteArrayImageInput input = new ByteArrayImageInput();
    private @Nullable BufferedImage target;
    private @Nullable ImageReader reader;
    private @Nullable String warning;

    /** The next call may overwrite the bytes of the picture. */
    Picture read(byte[] encoded, Limits limits, Room room) throws Refusal {
        JpegHeader header = JpegHeader.of(encoded, limits);
        room.take(header.width() * header.height());
        Raster raster = raster(header);
        if (raster.getWidth() != header.width()
                || raster.getHeight() != header.height()
                || raster.getNumBands() != header.colour().components()
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer)) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the JPEG reader gives " + raster + ", expected " + header.width() + "x" + header.height());
        }
        byte[] samples = buffer.getData();
        byte[] rgb =
                switch (header.colour()) {
                    case GREY -> thrice(samples);
                    case YCBCR, RGB -> samples;
                    case CMYK -> Cmyk.toRgb(samples);
                    case YCCK -> Cmyk.ofYcckToRgb(samples);
                };
        return new Picture(header.width(), header.height(), rgb).upright(header.orientation());
    }

    private Raster raster(JpegHeader header) throws Refusal {
        Raster raster;
        warning = null;
        try {
            ImageReader jpeg = reader();
            input.open(header.coding());
            jpeg.setInput(input, true, true);
            raster = header.colour() == JpegColour.YCBCR ? rgb(jpeg, header) : jpeg.readRaster(0, null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            dropReader();
            throw refusal(warning != null ? warning : "the JPEG reader says: " + e.getMessage());
        } finally {
            input.open(new byte[0]);
        }
        if (3L * header.width() * header.height() > MOST_BYTES_KEPT) {
            // the reader would hold on to the picture until its next one
            dropReader();
        }
        if (warning != null) {
            // an aborted reader may fail on the next image
            dropReader();
            throw refusal(warning);
        }
        return raster;
    }

    private Raster rgb(ImageReader jpeg, JpegHeader header) throws IOException {
        BufferedImage image = target;
        if (image == null || image.getWidth() != header.width() || image.getHeight() != header.height()) {
            WritableRaster pixels = Raster.createInterleavedRaster(
                    DataBuffer.TYPE_BYTE,
                    header.width(),
                    header.height(),
                    3 * header.width(),
                    3,
                    new int[] {0, 1, 2},
                    null);
            image = new BufferedImage(SRGB, pixels, false, null);
        }
        target = 3L * header.width() * header.height() <= MOST_BYTES_KEPT ? image : null;
        ImageReadParam into = jpeg.getDefaultReadParam();
        into.setDestination(image);
        jpeg.read(0, into);
        return image.getRaster();
    }

    private static byte[] thrice(byte[] grey) {
        byte[] rgb = new byte[3 * grey.length];
        for (int i = 0, to = 0; i < grey.length; i++, to += 3) {
            rgb[to] = rgb[to + 1] = rgb[to + 2] = grey[i];
        }
        return rgb;
    }

    /** After most damage libjpeg fills in grey and only warns, so a warning is a refusal. */
    private static Refusal refusal(String warning) {
        boolean truncated = warning.startsWith("Premature end") || warning.startsWith("Truncated File");
        return new Refusal(truncated ? Reason.TRUNCATED : Reason.CORRUPT, warning);
    }

    private ImageReader reader() throws IOException {
        ImageReader open = reader;
        if (open == null) {
            open = JDK_READER.createReaderInstance();
            open.addIIOReadWarningListener((source, text) -> {
                if (EXTRANEOUS.matcher(text).find()) {
                    return;
                }
                if (warning == null) {
                    warning = text;
                }
                source.abort();
            });
            reader = open;
        }
        return open;
    }

    private void dropReader() {
        if (reader != null) {
            reader.dispose();
            reader = null;
        }
    }

    private static ImageReaderSpi jdkReader() {
        Iterator<ImageReaderSpi> readers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (readers.hasNext()) {
            ImageReaderSpi reader = readers.next();
            if (reader.getClass().getModule() == IIORegistry.class.getModule()
                    && Arrays.asList(reader.getFormatNames()).contains("jpeg")) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java runtime has no JPEG reader (module java.desktop)");
    }
}
