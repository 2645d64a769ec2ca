package io.penumbra.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Adds chunks to a sound PNG. */
final class PngParts {

    /** Signature and IHDR. */
    private static final int START = 33;

    private PngParts() {}

    static byte[] with(byte[] png, String type, byte[] content) {
        var crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(content);
        return ByteBuffer.allocate(png.length + content.length + 12)
                .put(png, 0, START)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .putInt((int) crc.getValue())
                .put(png, START, png.length - START)
                .array();
    }

    /** The content of a zTXt. */
    static byte[] compressed(String keyword, byte[] text) {
        var content = new ByteArrayOutputStream();
        content.writeBytes((keyword + "\0\0").getBytes(StandardCharsets.ISO_8859_1));
        var deflater = new Deflater();
        deflater.setInput(text);
        deflater.finish();
        byte[] part = new byte[1 << 16];
        while (!deflater.finished()) {
            content.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return content.toByteArray();
    }
}
