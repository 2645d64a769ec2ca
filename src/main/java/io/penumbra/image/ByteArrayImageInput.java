package io.penumbra.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** Lets ImageIO read from an array without copying it to a cache. It is opened again for each image. */
final class ByteArrayImageInput extends ImageInputStreamImpl {

    private byte[] bytes = new byte[0];

    void open(byte[] bytes) {
        this.bytes = bytes;
        streamPos = 0;
        flushedPos = 0;
        bitOffset = 0;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }
}
