package io.penumbra.service;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penumbra.access.Access;
import io.penumbra.drift.StreamDrift;
import io.penumbra.metrics.DriftFigures;
import io.penumbra.metrics.Exposition;
import io.penumbra.metrics.InstanceMetrics;
import io.penumbra.metrics.ModelRole;
import io.penumbra.metrics.ModelSize;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.metrics.ViewMetrics;
import io.penumbra.model.Model;
import io.penumbra.model.OpenModels;
import io.penumbra.tally.TallyStreams;
import io.penumbra.verdict.Gate;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The page that Prometheus scrapes, {@code /q/metrics}. One registry holds the metrics of the framework, which come
 * from Micrometer, of the process and of the view. Quarkus' own page is tied to the old Prometheus client.
 */
@Singleton
class MetricsEndpoint {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Produces
    @Singleton
    PrometheusMeterRegistry framework(PenumbraConfig config) {
        var framework = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
        PenumbraConfig.Topics topics = config.topics();
        KafkaMeters.keep(
                framework,
                Set.of(topics.images(), topics.scores(), topics.labels(), topics.tallies(), topics.exemplars()));
        return framework;
    }

    @Produces
    @Singleton
    ProcessMetrics process() {
        return new ProcessMetrics(registry);
    }

    void page(
            @Observes ManagementInterface management,
            Service service,
            BrokerProbe broker,
            OpenModels models,
            TallyStreams tally,
            Gate gate,
            StreamDrift drift,
            Access access,
            PenumbraConfig config) {
        InstanceMetrics.register(
                registry,
                Map.of(
                        "models", () -> service.modelTrouble().isEmpty(),
                        "broker", broker::answered,
                        "scoring", () -> service.scoringTrouble().isEmpty(),
                        "tally", () -> service.tallyTrouble().isEmpty(),
                        "view", () -> service.viewTrouble().isEmpty()),
                service::viewAge,
                Map.of(
                        "scoring", () -> service.lags(LogWatch::scored),
                        "tally", () -> service.lags(LogWatch::tasks),
                        "view", () -> service.lags(LogWatch::view)),
                tally::exports,
                () -> sizes(models.models()));
        var view = new ViewMetrics(
                () -> tally.exports() ? tally.snapshot() : Optional.empty(),
                gate,
                snapshot -> drift.look(snapshot).map(found -> new DriftFigures(found.drifts(), drift.settings())),
                config.exemplars().percentiles(),
                config.behaviour().intersections());
        var pages = new MetricsPages(new Exposition(registry, view), access::maySeeMetrics);
        management.router().get("/q/metrics").handler(pages::send);
    }

    /** @param models the baseline first */
    private static List<ModelSize> sizes(List<Model> models) {
        return models.stream()
                .map(model -> new ModelSize(
                        model.name(),
                        model.equals(models.get(0)) ? ModelRole.BASELINE : ModelRole.CANDIDATE,
                        (double) model.bytes() / model.members(),
                        model.deflatedBytes().isPresent()
                                ? OptionalDouble.of(
                                        (double) model.deflatedBytes().getAsLong() / model.members())
                                : OptionalDouble.empty()))
                .toList();
    }
}
