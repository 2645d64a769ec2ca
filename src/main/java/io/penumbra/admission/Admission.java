package io.penumbra.admission;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the limits before REST. */
final class Admission {
    /** Before every route of the framework. */
    private static final int FIRST = -1000;

    private Admission() {}

    static void before(
            @Observes Router rest,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most,
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration longest) {
        var bodies = new Bodies(vertx, most.asLongValue(), longest);
        var refusals = new Refusals(most.asLongValue(), longest);
        rest.route().order(FIRST).handler(bodies::read).failureHandler(refusals::answer);
    }
}
