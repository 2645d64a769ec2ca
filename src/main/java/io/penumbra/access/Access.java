package io.penumbra.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How people and machines sign in. There is one way for people: openly, by a file of users, or by OIDC. */
public final class Access {
    /** How people sign in. */
    public enum Way {
        /** Nobody signs in, and everybody may do everything. */
        OPEN,
        /** With a name and a password of the file of users. */
        USERS,
        /** At an OpenID Connect provider. */
        OIDC
    }

    /**
     * A token as a setting gives it: itself, or in a file.
     *
     * @param setting its name, such as {@code penumbra.access.gate-token}
     */
    public record TokenSetting(String setting, Optional<String> text, Optional<Path> file) {
        private Optional<Supplier<Token>> supplier() {
            if (text.isPresent() && file.isPresent()) {
                throw new IllegalArgumentException(
                        setting + " and " + setting + "-file are both set, expected one of them");
            }
            return text.<Supplier<Token>>map(given -> {
                        Token token = token(setting, given);
                        return () -> token;
                    })
                    .or(() -> file.map(path -> fromFile(setting + "-file", path, Token::new)));
        }

        private static Token token(String setting, String given) {
            try {
                return new Token(given);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
            }
        }
    }

    private final Way way;
    private final Optional<Supplier<Users>> users;
    private final Optional<Supplier<Token>> gate;
    private final Optional<Supplier<Token>> metrics;
    private final Optional<Supplier<Token>> sessionKey;
    private final Duration session;

    /**
     * @param open whether {@code penumbra.access=open} is set
     * @param users the file of users
     * @param oidc whether an OpenID Connect provider is set
     * @param session how long a person stays signed in without a request
     * @throws IllegalArgumentException if there is no way to sign in or more than one, or a file cannot be read
     */
    public Access(
            boolean open,
            Optional<Path> users,
            boolean oidc,
            TokenSetting gate,
            TokenSetting metrics,
            TokenSetting sessionKey,
            Duration session) {
        way = way(open, users.isPresent(), oidc);
        this.users = users.map(file -> fromFile("penumbra.access.users", file, Users::of));
        this.gate = gate.supplier();
        this.metrics = metrics.supplier();
        this.sessionKey = sessionKey.supplier();
        this.session = session;
    }

    private static Way way(boolean open, boolean users, boolean oidc) {
        if (!open && !users && !oidc) {
            throw new IllegalArgumentException(
                    "nobody can sign in; set quarkus.oidc.auth-server-url (OpenID Connect),"
                            + " penumbra.access.users (a file of users), or penumbra.access=open (everybody may do everything)");
        }
        List<String> set = List.of(
                open ? "penumbra.access=open" : "",
                users ? "penumbra.access.users" : "",
                oidc ? "quarkus.oidc.auth-server-url" : "");
        set = set.stream().filter(name -> !name.isEmpty()).toList();
        if (set.size() > 1) {
            throw new IllegalArgumentException(String.join(" and ", set) + " are set, expected one of them");
        }
        return open ? Way.OPEN : users ? Way.USERS : Way.OIDC;
    }

    private static <T> Supplier<T> fromFile(String setting, Path file, java.util.function.Function<String, T> reading) {
        try {
            return new FromFile<>(file, reading, System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    public Way way() {
        return way;
    }

    /** Whether everybody may do everything. Every page says so. */
    public boolean open() {
        return way == Way.OPEN;
    }

    /** The key of the cookies, if the instances share one. */
    Optional<String> sessionKey() {
        return sessionKey.map(key -> key.get().text());
    }

    Duration session() {
        return session;
    }

    Optional<User> user(String name) {
        return users.flatMap(all -> all.get().named(name));
    }

    /** @param authorization the header of the request */
    boolean isGate(@Nullable String authorization) {
        return gate.isPresent() && gate.get().get().isShownBy(authorization);
    }

    /**
     * Whether a request may see the metrics: everybody may while no token is set.
     *
     * @param authorization the header of the request
     */
    public boolean maySeeMetrics(@Nullable String authorization) {
        return metrics.isEmpty() || metrics.get().get().isShownBy(authorization);
    }
}
