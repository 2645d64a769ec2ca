package io.penumbra.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/** The stylesheet and the script of the pages. */
final class Assets {
    private static final List<String> FILES = List.of("console.css", "console.js");

    private Assets() {}

    /** Changes when a file does. */
    static String version() {
        var sum = new CRC32();
        for (String file : FILES) {
            try (InputStream in = Assets.class.getResourceAsStream("/META-INF/resources/console/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("the jar has no " + file);
                }
                sum.update(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + " from the jar", e);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
