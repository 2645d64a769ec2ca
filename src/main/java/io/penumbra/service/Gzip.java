package io.penumbra.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The content coding gzip (RFC 9110). */
final class Gzip {
    private Gzip() {}

    private static final class Fast extends GZIPOutputStream {
        private static final int BUFFER = 8192;

        Fast(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Whether a request's {@code Accept-Encoding} header names gzip, and not with {@code q=0}. */
    static boolean isAccepted(@Nullable String acceptEncoding) {
        return acceptEncoding != null
                && Arrays.stream(acceptEncoding.split(",", -1))
                        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(coding -> coding.matches("gzip(\\s*;\\s*q=(1|0\\.\\d*[1-9]|1\\.0*).*)?"));
    }

    /** The bytes of a page, compressed for speed rather than size. Leaves the buffer's position. */
    static byte[] bytes(ByteBuffer page) {
        var zipped = new ByteArrayOutputStream(page.remaining() / 8 + 64);
        try (var out = Channels.newChannel(new Fast(zipped))) {
            out.write(page.duplicate());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress a page in memory", e);
        }
        return zipped.toByteArray();
    }
}
