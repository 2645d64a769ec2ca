package io.penumbra.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Takes a sound PNG apart, so that a test can add and change chunks. */
final class PngParts {

    /** Signature and IHDR. */
    private static final int START = 33;

    private static final int SIGNATURE = 8;

    /** A chunk, without its length and checksum. */
    record Chunk(String type, byte[] content) {}

    private PngParts() {}

    static List<Chunk> of(byte[] png) {
        var chunks = new ArrayList<Chunk>();
        ByteBuffer in = ByteBuffer.wrap(png).position(SIGNATURE);
        while (in.hasRemaining()) {
            byte[] content = new byte[in.getInt()];
            byte[] type = new byte[4];
            in.get(type).get(content).getInt();
            chunks.add(new Chunk(new String(type, StandardCharsets.ISO_8859_1), content));
        }
        return chunks;
    }

    /** The chunks behind the signature of {@code png}, with their checksums. */
    static byte[] join(byte[] png, List<Chunk> chunks) {
        var joined = new ByteArrayOutputStream();
        joined.write(png, 0, SIGNATURE);
        for (Chunk chunk : chunks) {
            joined.writeBytes(bytes(chunk.type(), chunk.content()));
        }
        return joined.toByteArray();
    }

    private static byte[] bytes(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        var crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] with(byte[] png, String type, byte[] content) {
        return ByteBuffer.allocate(png.length + content.length + 12)
                .put(png, 0, START)
                .put(bytes(type, content))
                .put(png, START, png.length - START)
                .array();
    }

    /** The content of a zTXt. */
    static byte[] compressed(String keyword, byte[] text) {
        var content = new ByteArrayOutputStream();
        content.writeBytes((keyword + "\0\0").getBytes(StandardCharsets.ISO_8859_1));
        content.writeBytes(deflated(text));
        return content.toByteArray();
    }

    static byte[] deflated(byte[] text) {
        var content = new ByteArrayOutputStream();
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
