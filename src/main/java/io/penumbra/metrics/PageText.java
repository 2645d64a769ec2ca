package io.penumbra.metrics;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text in the making, in memory that grows to what a page takes and is used again for the next: a page of megabytes every few seconds
 * would be most of what a scrape allocates. Belongs to one thread at a time.
 */
public final class PageText extends OutputStream {
    private byte[] bytes = new byte[1 << 10];
    private int length;

    /** Makes it empty. */
    public void clear() {
        length = 0;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    @Override
    public void write(int b) {
        makeRoom(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] from) {
        write(from, 0, from.length);
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        makeRoom(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(PageText text) {
        write(text.bytes, 0, text.length);
    }

    /** A number that reads as this very one. */
    void write(double value) {
        makeRoom(Digits.LONGEST);
        length = Digits.write(value, bytes, length);
    }

    private void makeRoom(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }

    /** The bytes as they are now, not copied: to be used before this text is cleared. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
