package io.penumbra.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/**
 * JPEG by the JDK's own reader, which is libjpeg. It's shown the coding segments only and asked for the samples as they are
 * stored: so colour is decided here, a profile or thumbnail can't disturb, and a third is saved of the time that its
 * BufferedImage takes. For one thread.
 */
final class JpegReader {

    private static final ImageReaderSpi JDK_READER = jdkReader();

    private final ByteArrayImageInput input = new ByteArrayImageInput();
    private @Nullable ImageReader reader;
    private @Nullable String warning;

    Picture read(byte[] encoded, Limits limits) throws Refusal {
        JpegHeader header = JpegHeader.of(encoded, limits);
        byte[] samples = header.colour.toRgb(samples(header));
        return new Picture(header.width, header.height, samples).upright(header.orientation);
    }

    private byte[] samples(JpegHeader header) throws Refusal {
        Raster raster;
        warning = null;
        try {
            ImageReader jpeg = reader();
            input.open(header.coding);
            jpeg.setInput(input, true, true);
            raster = jpeg.readRaster(0, null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            dropReader();
            throw refusal(warning != null ? warning : "the JPEG reader says: " + e.getMessage());
        } finally {
            input.open(new byte[0]);
        }
        if (warning != null) {
            // an aborted reader isn't to be trusted with the next image
            dropReader();
            throw refusal(warning);
        }
        if (raster.getWidth() != header.width
                || raster.getHeight() != header.height
                || raster.getNumBands() != header.colour.bands()
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer)) {
            throw new Refusal(Reason.CORRUPT, "the JPEG reader gives " + raster + " for " + header.width + "x" + header.height);
        }
        return buffer.getData();
    }

    /** libjpeg goes on with grey after most damage and only warns, so a warning is a refusal. */
    private static Refusal refusal(String warning) {
        boolean truncated = warning.startsWith("Premature end") || warning.startsWith("Truncated File");
        return new Refusal(truncated ? Reason.TRUNCATED : Reason.CORRUPT, warning);
    }

    private ImageReader reader() throws IOException {
        ImageReader open = reader;
        if (open == null) {
            open = JDK_READER.createReaderInstance();
            open.addIIOReadWarningListener(
                    (source, text) -> {
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
