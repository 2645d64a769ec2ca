package io.penumbra;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Alive until the tally has stopped for good; ready while models, broker, scoring and tally are, with the reason where one is not. */
@Singleton
class Health {
    private static final int PATIENCE_MS = 2000;

    private final Service service;

    Health(Service service) {
        this.service = service;
    }

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> check("service", service.dead() ? service.tallyTrouble() : Optional.empty());
    }

    @Produces
    @Readiness
    HealthCheck models() {
        return () -> check("models", service.modelTrouble());
    }

    @Produces
    @Readiness
    HealthCheck broker() {
        return () -> check("broker", brokerTrouble());
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

    private Optional<String> brokerTrouble() {
        if (service.broker().isEmpty()) {
            return Optional.of("not connected yet");
        }
        try {
            service.broker()
                    .get()
                    .describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MS))
                    .nodes()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Failure.reason(e));
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + PATIENCE_MS + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static HealthCheckResponse check(String name, Optional<String> trouble) {
        var response = HealthCheckResponse.named(name).status(trouble.isEmpty());
        trouble.ifPresent(why -> response.withData("reason", why));
        return response.build();
    }
}
