package io.penumbra.metrics;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A buffer for the text of a page. Its memory grows as needed and is used again for the next page: most of what a
 * scrape allocates would be pages of megabytes. Belongs to one thread at a time.
 */
public final class PageText extends OutputStream {
    private byte[] bytes = new byte[1 << 10];
    private int length;

    /** Removes the text and keeps the memory. */
    public void clear() {
        length = 0;
    }

    /** Length of the text, in bytes. */
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

    /** Writes a number that reads as the same number. */
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

    /** The bytes, not copied. Valid until the next change of this text. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
