package io.penumbra.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Images for tests of what comes after the decoder. */
public final class Specimens {
    private static final int SIDE = 8;

    private Specimens() {}

    /** A PNG of one colour, 0xRRGGBB. */
    public static byte[] png(int rgb) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(rgb));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.dispose();
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** A black PNG of so many pixels, which has few bytes. */
    public static byte[] greyPng(int width, int height) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** A PNG as an event without subgroups. */
    public static ImageEvent event(String id, byte[] png, @Nullable String label, Instant time) {
        return ImageEvent.of(id, time, Optional.ofNullable(label), Map.of(), "image/png", png);
    }

    /** A PNG of one colour as an event. */
    public static ImageEvent event(
            String id, int rgb, @Nullable String label, Map<String, String> subgroups, Instant time) {
        return ImageEvent.of(id, time, Optional.ofNullable(label), subgroups, "image/png", png(rgb));
    }

    /** A whole image with bytes behind its end that do not compress. */
    public static byte[] padded(int bytes) {
        byte[] image = Fixtures.bytes("baseline.jpg");
        byte[] padded = new byte[bytes];
        new Random(1).nextBytes(padded);
        System.arraycopy(image, 0, padded, 0, image.length);
        return padded;
    }

    static byte[] truncatedJpeg() {
        byte[] whole = Fixtures.bytes("baseline.jpg");
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** A JPEG whose header claims so many components. */
    static byte[] jpegOf(int components) {
        byte[] frame = new byte[6 + 3 * components];
        frame[0] = 8;
        frame[2] = frame[4] = SIDE;
        frame[5] = (byte) components;
        for (int i = 0; i < components; i++) {
            frame[6 + 3 * i] = (byte) (i + 1);
            frame[7 + 3 * i] = 0x11;
        }
        return JpegParts.join(JpegParts.of(Fixtures.bytes("baseline.jpg")).stream()
                .map(part -> part.marker() == JpegParts.SOF0 ? JpegParts.segment(JpegParts.SOF0, frame) : part)
                .toList());
    }

    /** A PNG of a few bytes whose header claims 30000 × 30000 pixels. */
    static byte[] hugePng() {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(30_000)
                .putInt(30_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(64)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }
}
