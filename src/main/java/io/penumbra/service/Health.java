package io.penumbra.service;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Liveness and readiness. The service is alive until only a restart helps. It is ready while models, broker,
 * scoring, tally and view work; each check that fails gives its reason.
 */
@Singleton
class Health {
    private final Service service;
    private final BrokerProbe broker;

    Health(Service service, BrokerProbe broker) {
        this.service = service;
        this.broker = broker;
    }

    @Produces
    @Liveness
    AsyncHealthCheck alive() {
        return check("service", () -> service.dead());
    }

    @Produces
    @Readiness
    AsyncHealthCheck models() {
        return check("models", () -> service.modelTrouble());
    }

    @Produces
    @Readiness
    AsyncHealthCheck broker() {
        return () -> Uni.createFrom().completionStage(broker.trouble()).map(trouble -> response("broker", trouble));
    }

    @Produces
    @Readiness
    AsyncHealthCheck scoring() {
        return check("scoring", () -> service.scoringTrouble());
    }

    @Produces
    @Readiness
    AsyncHealthCheck tally() {
        return check("tally", () -> service.tallyTrouble());
    }

    @Produces
    @Readiness
    AsyncHealthCheck view() {
        return check("view", () -> service.viewTrouble());
    }

    /** A check that needs no thread of the pool that answers requests, so that it answers while that is busy. */
    private static AsyncHealthCheck check(String name, Supplier<Optional<String>> trouble) {
        return () -> Uni.createFrom().item(() -> response(name, trouble.get()));
    }

    private static HealthCheckResponse response(String name, Optional<String> trouble) {
        var response = HealthCheckResponse.named(name).status(trouble.isEmpty());
        trouble.ifPresent(why -> response.withData("reason", why));
        return response.build();
    }
}
