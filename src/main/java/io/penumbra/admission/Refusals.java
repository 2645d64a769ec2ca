package io.penumbra.admission;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request is told that is refused before it reaches REST: {@code {"error": "…"}}, as REST tells it. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final long mostBytes;
    private final Duration longest;

    /**
     * @param mostBytes largest body
     * @param longest how long a body may take
     */
    Refusals(long mostBytes, Duration longest) {
        this.mostBytes = mostBytes;
        this.longest = longest;
    }

    void answer(RoutingContext request) {
        int status = request.statusCode() > 0 ? request.statusCode() : 500;
        if (status >= 500) {
            LOG.error(
                    "cannot answer {} {}",
                    request.request().method(),
                    request.request().path(),
                    request.failure());
        }
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            request.request().connection().close();
            return;
        }
        if (!request.request().isEnded()) { // the rest of the body is not read
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
                .end(new JsonObject().put("error", sentence(status)).encode());
    }

    private String sentence(int status) {
        return switch (status) {
            case 400 -> "the request is not HTTP: its path, its query or a header is malformed";
            case 404 -> "there is nothing at this path; /q/openapi describes all requests";
            case 408 -> "the body did not come within " + longest.toSeconds() + " s";
            case 413 -> "the body is too large, expected at most " + mostBytes + " bytes";
            default ->
                status < 500
                        ? "the request cannot be read; /q/openapi describes all requests"
                        : "the service failed to answer; its log has the reason";
        };
    }
}
