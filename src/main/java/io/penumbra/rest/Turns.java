package io.penumbra.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests take turns before a thread is taken for them. Images and changes wait for Kafka, so they have places
 * of their own.
 */
final class Turns {
    /** A page listens here as long as it is open, without a thread. It has a limit of its own. */
    private static final String EVENTS = "/events";

    private static final Set<String> CHANGING = Set.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE);

    /** 4 places of at least 40 ms: at most 100 answers a second. */
    private final Places answers = new Places(4, 256, Duration.ofMillis(40));

    private final Places images = new Places(2, 64, Duration.ofMillis(20));
    private final Places changes = new Places(1, 16, Duration.ofMillis(20));

    @ServerRequestFilter(nonBlocking = true)
    Uni<@Nullable Response> admit(ResteasyReactiveContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(EVENTS)) {
            return Uni.createFrom().nullItem();
        }
        Places places = places(request);
        var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        return Uni.createFrom().emitter(turn -> {
            boolean comes = places.ask(() -> {
                long start = System.nanoTime();
                context.registerCompletionCallback(done -> places.leave(Duration.ofNanos(System.nanoTime() - start)));
                turn.complete(null);
            });
            if (!comes) {
                turn.complete(Response.fromResponse(NoAnswer.response(
                                Response.Status.SERVICE_UNAVAILABLE.getStatusCode(),
                                "too many requests wait already; try again in 1 s"))
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build());
            }
        });
    }

    private Places places(ResteasyReactiveContainerRequestContext request) {
        if (request.getUriInfo().getPath().endsWith("/image")) {
            return images;
        }
        return CHANGING.contains(request.getMethod()) ? changes : answers;
    }
}
