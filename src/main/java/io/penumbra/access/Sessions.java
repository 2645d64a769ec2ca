package io.penumbra.access;

import io.quarkus.vertx.http.runtime.security.PersistentLoginManager;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Keeps in an encrypted cookie who has signed in by the form. The instances that share the key of the cookies take each
 * other's; without a key each start makes its own.
 */
@Singleton
class Sessions {
    private static final String COOKIE = "penumbra-session";
    private static final long RENEWED_AFTER_MILLIS = 60_000;

    private final Access access;
    private final PersistentLoginManager cookies;

    Sessions(Access access) {
        this.access = access;
        cookies = new PersistentLoginManager(
                access.sessionKey().orElseGet(Sessions::random),
                COOKIE,
                access.session().toMillis(),
                RENEWED_AFTER_MILLIS,
                true,
                "STRICT",
                "/",
                -1,
                null);
    }

    private static String random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    void begin(RoutingContext request, User user) {
        cookies.save(mark(user), request, COOKIE, null, request.request().isSSL());
    }

    /** Who has signed in, if the file of users still has that name with the password of then. */
    Optional<User> user(RoutingContext request) {
        var found = cookies.restore(request);
        if (found == null) {
            return Optional.empty();
        }
        String mark = found.getPrincipal();
        Optional<User> user = access.user(mark.replaceFirst(":.*", ""))
                .filter(known -> mark(known).equals(mark));
        user.ifPresent(known ->
                cookies.save(mark, request, COOKIE, found, request.request().isSSL()));
        return user;
    }

    void end(RoutingContext request) {
        cookies.clear(request);
    }

    /** Another password is another mark: it ends the sessions that were begun with the one before. */
    private static String mark(User user) {
        return user.name() + ":" + Integer.toHexString(user.hash().hashCode());
    }
}
