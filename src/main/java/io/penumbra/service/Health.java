package io.penumbra.service;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Liveness and readiness. The service is alive until only a restart helps. It is ready while models, broker,
 * scoring and tally work; each check that fails gives its reason.
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
    HealthCheck alive() {
        return () -> check("service", service.dead());
    }

    @Produces
    @Readiness
    HealthCheck models() {
        return () -> check("models", service.modelTrouble());
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> check("broker", broker.trouble());
    }

    @Produces
    @Readiness
    HealthCheck scoring() {
        return () -> check("scoring", service.scoringTrouble());
    }

    @Produces
    @Readiness
    HealthCheck tally() {
        return () -> check("tally", service.tallyTrouble());
    }

    private static HealthCheckResponse check(String name, Optional<String> trouble) {
        var response = HealthCheckResponse.named(name).status(trouble.isEmpty());
        trouble.ifPresent(why -> response.withData("reason", why));
        return response.build();
    }
}
