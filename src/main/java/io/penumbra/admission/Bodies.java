package io.penumbra.admission;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;

/**
 * Reads the body of a request before a thread is taken for it. A client that sends slowly holds its connection and
 * nothing else, and that for a limited time.
 */
final class Bodies {
    private final Vertx vertx;
    private final long most;
    private final Duration longest;

    /**
     * @param most largest body, in bytes
     * @param longest how long a body may take
     */
    Bodies(Vertx vertx, long most, Duration longest) {
        this.vertx = vertx;
        this.most = most;
        this.longest = longest;
    }

    void read(RoutingContext request) {
        HttpServerRequest http = request.request();
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null && !http.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            admit(request, Buffer.buffer());
        } else if (length != null && Long.parseLong(length) > most) { // the framework has checked that it is a number
            request.fail(413);
        } else {
            receive(request, http);
        }
    }

    private void receive(RoutingContext request, HttpServerRequest http) {
        if ("100-continue".equalsIgnoreCase(http.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(longest.toMillis(), late -> refuse(request, 408));
        http.exceptionHandler(failure -> vertx.cancelTimer(timer)); // the client is gone
        http.handler(part -> {
            if (body.length() + part.length() > most) {
                vertx.cancelTimer(timer);
                refuse(request, 413);
            } else {
                body.appendBuffer(part);
            }
        });
        http.endHandler(ended -> {
            if (vertx.cancelTimer(timer)) {
                admit(request, body);
            }
        });
        http.resume();
    }

    private static void refuse(RoutingContext request, int status) {
        request.request().handler(more -> {});
        request.fail(status);
    }

    private static void admit(RoutingContext request, Buffer body) {
        ((RoutingContextInternal) request).setBody(body);
        request.next();
    }
}
