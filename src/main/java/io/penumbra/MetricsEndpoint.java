package io.penumbra;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.metrics.ViewMetrics;
import io.penumbra.tally.View;
import io.penumbra.verdict.Gate;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * One registry for the framework's metrics, which Micrometer brings, for those of the process and for those of the view, and the page from
 * which Prometheus scrapes them. (Quarkus' own page is tied to the old Prometheus client.)
 */
@Singleton
class MetricsEndpoint {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Produces
    @Singleton
    PrometheusMeterRegistry framework() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    }

    @Produces
    @Singleton
    ProcessMetrics process() {
        return new ProcessMetrics(registry);
    }

    void page(@Observes ManagementInterface management, View view, Instance<Gate> gate, PenumbraConfig config) {
        registry.register(new ViewMetrics(
                () -> view.exports() ? view.snapshot() : Optional.empty(),
                gate::get,
                config.exemplars().percentiles()));
        management.router().get("/q/metrics").blockingHandler(this::scrape, false);
    }

    private void scrape(RoutingContext request) {
        var writer = ExpositionFormats.init().findWriter(request.request().getHeader("Accept"));
        var page = new ByteArrayOutputStream(1 << 16);
        try {
            writer.write(page, registry.scrape());
        } catch (IOException e) {
            request.fail(e);
            return;
        }
        request.response().putHeader("Content-Type", writer.getContentType()).end(Buffer.buffer(page.toByteArray()));
    }
}
