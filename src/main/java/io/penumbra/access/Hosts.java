package io.penumbra.access;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the service answers. A name without a dot and an address always count: nobody can let such a
 * name of theirs lead to this service, as in DNS rebinding.
 */
public record Hosts(List<String> names) {
    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*");
    private static final Pattern ALWAYS = Pattern.compile("[a-z0-9_-]+|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    /** @throws IllegalArgumentException if a name is none; the message names the setting */
    public Hosts {
        names = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("penumbra.hosts has '" + name
                        + "', expected a name such as penumbra.example or *.penumbra.example, without a port");
            }
        }
    }

    /** @param authority the header {@code Host}, with or without a port */
    boolean has(@Nullable String authority) {
        if (authority == null) {
            return false;
        }
        String host = authority.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return ALWAYS.matcher(host).matches()
                || names.stream()
                        .anyMatch(name -> name.startsWith("*.")
                                ? host.endsWith(name.substring(1)) && host.length() >= name.length()
                                : host.equals(name));
    }
}
