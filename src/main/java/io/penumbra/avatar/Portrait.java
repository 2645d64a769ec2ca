package io.penumbra.avatar;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns a face into a picture: paints it in white light, lights it, and photographs it. */
final class Portrait {
    static final int WIDTH = 178;
    static final int HEIGHT = 218;

    private Portrait() {}

    static byte[] jpeg(Face face) {
        BufferedImage image = painted(face);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        face.light().shineOn(pixels, WIDTH);
        face.camera().expose(pixels, WIDTH);
        return encoded(image, face.camera().quality());
    }

    private static BufferedImage painted(Face face) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        face.backdrop().paint(g, WIDTH, HEIGHT);
        g.translate(WIDTH / 2.0 + face.pose().x(), 114 + face.pose().y());
        g.scale(face.pose().scale(), face.pose().scale());
        g.rotate(face.pose().tilt(), 0, face.head().halfHeight());
        Hair hair = face.hair();
        hair.paintBehind(g, face.head());
        face.head().paintNeck(g);
        face.attire().paintBody(g, face.head());
        face.head().paint(g, hair.pigment());
        hair.paintFront(g, face.head());
        face.attire().paintWorn(g, face.head());
        g.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode an avatar", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
