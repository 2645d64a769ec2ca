package io.penumbra.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page from elsewhere could let a browser send here: a request under a name that leads here by a trick, a
 * change, and a part of that page, such as a picture or a frame.
 */
final class Browsers {
    private static final int BEFORE_ALL_OTHERS = -2000;
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** A page of this service, or somebody who typed the address. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final Hosts hosts;

    private Browsers(Hosts hosts) {
        this.hosts = hosts;
    }

    static void before(@Observes Router rest, Hosts hosts) {
        rest.route().order(BEFORE_ALL_OTHERS).handler(new Browsers(hosts)::check);
    }

    private void check(RoutingContext request) {
        HttpServerRequest http = request.request();
        String host = http.getHeader(HttpHeaders.HOST);
        if (!hosts.has(host)) {
            refuse(request, 421, "the host is '" + host + "', expected one of penumbra.hosts");
        } else {
            Optional<String> trouble = READING.contains(http.method())
                    ? embedded(
                            http.getHeader("Sec-Fetch-Site"),
                            http.getHeader("Sec-Fetch-Mode"),
                            http.getHeader("Sec-Fetch-Dest"))
                    : fromElsewhere(http.getHeader("Sec-Fetch-Site"), http.getHeader(HttpHeaders.ORIGIN), host);
            trouble.ifPresentOrElse(why -> refuse(request, 403, why), request::next);
        }
    }

    /** Why a change comes from a page of another origin. Clients that are no browsers send neither header. */
    static Optional<String> fromElsewhere(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null) {
            return OWN.contains(site)
                    ? Optional.empty()
                    : Optional.of("Sec-Fetch-Site is '" + site + "', expected a page of this service");
        }
        return origin == null || origin.replaceFirst("^https?://", "").equals(host)
                ? Optional.empty()
                : Optional.of("Origin is '" + origin + "', expected a page of this service");
    }

    /** Why what is read would be a part of a page of another origin. A link from there to a page is none. */
    static Optional<String> embedded(@Nullable String site, @Nullable String mode, @Nullable String destination) {
        return site == null || OWN.contains(site) || ("navigate".equals(mode) && "document".equals(destination))
                ? Optional.empty()
                : Optional.of("Sec-Fetch-Site is '" + site + "' and Sec-Fetch-Dest is '" + destination
                        + "', expected a page of this service or a link to it");
    }

    private static void refuse(RoutingContext request, int status, String why) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
                .end(new JsonObject().put("error", why).encode());
    }
}
