package io.penumbra.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, where it is not an OpenID Connect provider that knows. A token of the gate counts whatever the way
 * to sign in is.
 */
@Singleton
class SignIn implements HttpAuthenticationMechanism {
    static final String PAGE = "/sign-in";

    private static final int BEFORE_ALL_OTHERS = 10_000;
    private static final String BASIC = "Basic ";
    private static final SecurityIdentity EVERYBODY =
            identity("everybody", Set.of(Role.VIEWER, Role.AUDITOR, Role.OPERATOR, Role.GATE));
    private static final SecurityIdentity ROLLOUT = identity("gate", Set.of(Role.GATE));

    private record Credentials(String name, String password) {}

    private final Access access;
    private final Passwords passwords;
    private final Sessions sessions;

    SignIn(Access access, Passwords passwords, Sessions sessions) {
        this.access = access;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    private static SecurityIdentity identity(String name, Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(roles)
                .build();
    }

    @Override
    public Uni<@Nullable SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        Optional<Credentials> credentials = credentials(authorization);
        if (access.open()) {
            return Uni.createFrom().item(EVERYBODY);
        }
        if (access.isGate(bearer(credentials).orElse(authorization))) {
            return Uni.createFrom().item(ROLLOUT);
        }
        if (access.way() == Access.Way.OIDC) {
            return Uni.createFrom().nullItem();
        }
        if (authorization == null) {
            return Uni.createFrom()
                    .item(sessions.user(request)
                            .map(user -> identity(user.name(), user.roles()))
                            .orElse(null));
        }
        return credentials
                .map(given -> byPassword(request, given))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    private Uni<@Nullable SecurityIdentity> byPassword(RoutingContext request, Credentials given) {
        Context here = request.vertx().getOrCreateContext();
        return passwords
                .check(given.name(), given.password())
                .emitOn(task -> here.runOnContext(now -> task.run()))
                .map(found -> found.map(user -> identity(user.name(), user.roles()))
                        .orElseThrow(AuthenticationFailedException::new));
    }

    /** A rollout that can send no header of its own puts the token into its URL: {@code http://gate:TOKEN@host/}. */
    private static Optional<String> bearer(Optional<Credentials> credentials) {
        return credentials
                .filter(given -> given.name().equals(Role.GATE))
                .map(given -> Token.SCHEME + given.password());
    }

    private static Optional<Credentials> credentials(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A page leads to where one signs in. Other requests are told how: 401, with {@code WWW-Authenticate} unless a
     * browser would open a window of its own for it.
     */
    @Override
    public Uni<@Nullable ChallengeData> getChallenge(RoutingContext request) {
        boolean oidc = access.way() == Access.Way.OIDC;
        if (isPage(request)) {
            return oidc
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom()
                            .item(new ChallengeData(
                                    303,
                                    HttpHeaders.LOCATION,
                                    PAGE + "?to="
                                            + URLEncoder.encode(
                                                    request.request().uri(), StandardCharsets.UTF_8)));
        }
        boolean script = request.request().getHeader("Sec-Fetch-Mode") != null;
        return Uni.createFrom()
                .item(new ChallengeData(
                        401,
                        script
                                ? Map.of()
                                : Map.of("WWW-Authenticate", (oidc ? "Bearer" : "Basic") + " realm=\"Penumbra\"")));
    }

    private static boolean isPage(RoutingContext request) {
        return request.request().method().equals(HttpMethod.GET)
                && Objects.requireNonNullElse(request.request().getHeader(HttpHeaders.ACCEPT), "")
                        .contains("text/html")
                && request.request().getHeader("HX-Request") == null;
    }

    @Override
    public int getPriority() {
        return BEFORE_ALL_OTHERS;
    }
}
