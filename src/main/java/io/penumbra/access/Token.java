package io.penumbra.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A secret that a machine shows: {@code Authorization: Bearer TOKEN}. */
record Token(String text) {
    static final String SCHEME = "Bearer ";

    private static final int SHORTEST = 16;

    Token {
        text = text.strip();
        if (text.length() < SHORTEST || !text.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("the token has " + text.length() + " characters, expected at least "
                    + SHORTEST + " of ASCII without blanks");
        }
    }

    /** Takes as long for every wrong token of a length. */
    boolean isShownBy(@Nullable String authorization) {
        String shown = Objects.requireNonNullElse(authorization, "");
        return shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(bytes(shown.substring(SCHEME.length()).strip()), bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "a token";
    }
}
