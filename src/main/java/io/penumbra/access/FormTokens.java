package io.penumbra.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What each form of a page sends back. The browser has it in a cookie too, which a page elsewhere cannot read (double
 * submit). Quarkus' own guard reads the whole body of each request, forms or not, before the limits on bodies hold.
 */
final class FormTokens {
    private static final String COOKIE = "penumbra-form";
    private static final Duration AGE = Duration.ofHours(24);
    private static final int BYTES = 16;
    private static final String WHY =
            "This form is out of date, or no page of Penumbra sent it. Go back, load the page anew, and send it again.";

    private static final SecureRandom RANDOM = new SecureRandom();

    private FormTokens() {}

    /** The token of a browser. It gets one if it has none. */
    static String of(RoutingContext request) {
        String kept = request.get(COOKIE);
        if (kept != null) {
            return kept;
        }
        String token = sent(request);
        if (token == null) {
            byte[] random = new byte[BYTES];
            RANDOM.nextBytes(random);
            token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            request.response()
                    .addCookie(Cookie.cookie(COOKIE, token)
                            .setPath("/")
                            .setMaxAge(AGE.toSeconds())
                            .setHttpOnly(true)
                            .setSecure(request.request().isSSL())
                            // not strict: who comes by a link from elsewhere keeps it for other tabs
                            .setSameSite(CookieSameSite.LAX));
        }
        request.put(COOKIE, token);
        return token;
    }

    /** @throws BadRequestException if the form does not send back the token that the browser has */
    static void require(RoutingContext request, @Nullable String form) {
        String token = sent(request);
        if (token == null
                || form == null
                || !MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), form.getBytes(StandardCharsets.UTF_8))) {
            throw new BadRequestException(Response.status(Response.Status.BAD_REQUEST)
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .entity(WHY)
                    .build());
        }
    }

    private static @Nullable String sent(RoutingContext request) {
        Cookie cookie = request.request().getCookie(COOKIE);
        return cookie != null && cookie.getValue().matches("[\\w-]{22}") ? cookie.getValue() : null;
    }
}
