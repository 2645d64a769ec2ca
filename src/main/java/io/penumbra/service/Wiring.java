package io.penumbra.service;

import io.penumbra.access.Access;
import io.penumbra.access.AccessLog;
import io.penumbra.access.Hosts;
import io.penumbra.access.Visitor;
import io.penumbra.audit.Audit;
import io.penumbra.audit.AuditImage;
import io.penumbra.audit.ClaimTopic;
import io.penumbra.audit.Claims;
import io.penumbra.audit.LabelTopic;
import io.penumbra.counts.View;
import io.penumbra.drift.KeptReferences;
import io.penumbra.drift.StreamDrift;
import io.penumbra.event.VerdictHistory;
import io.penumbra.exemplar.ImageLog;
import io.penumbra.forget.Forgetting;
import io.penumbra.image.Redrawing;
import io.penumbra.lag.ViewLag;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.model.OpenModels;
import io.penumbra.process.LastRecords;
import io.penumbra.process.TopicWriter;
import io.penumbra.tally.TallyStreams;
import io.penumbra.verdict.Gate;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the beans that answer REST and metrics. They exist from the beginning and answer once the service has opened
 * them.
 */
final class Wiring {
    static final String OIDC_PROVIDER = "quarkus.oidc.auth-server-url";

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final Duration READ_PATIENCE = Duration.ofSeconds(5);

    private Wiring() {}

    @Produces
    @Singleton
    static Access access(
            PenumbraConfig config, @ConfigProperty(name = OIDC_PROVIDER) Optional<String> openIdConnectProvider) {
        return Settings.access(config, openIdConnectProvider.isPresent());
    }

    static void sayIfOpen(@Observes StartupEvent event, Access access) {
        if (access.open()) {
            LOG.warn("penumbra.access=open: everybody who reaches the ports sees pictures and changes everything");
        }
    }

    @Produces
    @Singleton
    static AccessLog accessLog(Visitor visitor) {
        return new AccessLog(visitor::logName, visitor::address, System::currentTimeMillis);
    }

    @Produces
    @Singleton
    static Hosts hosts(PenumbraConfig config) {
        return Settings.hosts(config);
    }

    @Produces
    @Singleton
    static Redrawing redrawing(PenumbraConfig config) {
        PenumbraConfig.Scoring limits = config.scoring();
        return new Redrawing(limits.maxBytes(), limits.maxPixels(), Settings.background(limits.background()));
    }

    @Produces
    @Singleton
    static OpenModels models() {
        return new OpenModels();
    }

    @Produces
    @Singleton
    static TallyStreams tally(ProcessMetrics metrics) {
        return new TallyStreams(metrics, System::currentTimeMillis);
    }

    @Produces
    @Singleton
    static ViewLag viewLag() {
        return new ViewLag();
    }

    @Produces
    @Singleton
    static ImageLog images(PenumbraConfig config) {
        return new ImageLog(config.topics().images(), Settings.format(config.images()), READ_PATIENCE);
    }

    @Produces
    @Singleton
    static KeptReferences references(PenumbraConfig config, TallyStreams tally, ProcessMetrics metrics) {
        return new KeptReferences(config.topics().references(), tally::references, metrics::unreadable);
    }

    @Produces
    @Singleton
    static VerdictHistory verdictHistory(PenumbraConfig config, ProcessMetrics metrics) {
        return new VerdictHistory(config.topics().verdicts(), metrics::unreadable);
    }

    @Produces
    @Singleton
    static LastRecords lastRecords() {
        return new LastRecords(READ_PATIENCE);
    }

    @Produces
    @Singleton
    static TopicWriter topicWriter() {
        return new TopicWriter();
    }

    @Produces
    @Singleton
    static Audit audit(PenumbraConfig config, TallyStreams tally, Gate gate, TopicWriter writer, AccessLog log) {
        PenumbraConfig.Topics topics = config.topics();
        var kept = new Audit.Kept() {
            @Override
            public Optional<List<AuditImage>> all() {
                return tally.flips();
            }

            @Override
            public Optional<AuditImage> find(String id) {
                return tally.flip(id);
            }

            @Override
            public boolean isReady() {
                return tally.hasFlips();
            }
        };
        var claims = new ClaimTopic(topics.claims(), writer, tally::claimed, System::currentTimeMillis);
        return new Audit(
                kept,
                gate,
                new LabelTopic(topics.labels(), writer),
                new Claims(claims, System::currentTimeMillis),
                log::line);
    }

    @Produces
    @Singleton
    static Forgetting forgetting(
            PenumbraConfig config, TallyStreams tally, TopicWriter writer, AccessLog log, Service service) {
        return new Forgetting(
                topicsOfIds(config), writer, tally::isForgotten, service::broker, log::line, System::currentTimeMillis);
    }

    /** The topics in which ids of images lie. */
    static Forgetting.Topics topicsOfIds(PenumbraConfig config) {
        PenumbraConfig.Topics topics = config.topics();
        String changelogs = config.group() + "-tally-";
        var keyed = new ArrayList<>(List.of(topics.scores(), topics.labels()));
        var appended = new ArrayList<>(List.of(
                topics.imagesDeadLetters(), topics.scoresDeadLetters(), topics.labelsDeadLetters(), topics.claims()));
        (Settings.format(config.images()).isKeyedById() ? keyed : appended).add(0, topics.images());
        return new Forgetting.Topics(
                topics.forgotten(),
                keyed,
                appended,
                List.of(topics.flips()),
                List.of(topics.exemplars(), changelogs + "flips-changelog", changelogs + "exemplars-changelog"));
    }

    /** Made when it is first asked, after the service has checked the settings. The build removes {@code final} for that. */
    @Produces
    @ApplicationScoped
    static StreamDrift drift(View view, KeptReferences references, PenumbraConfig config) {
        return new StreamDrift(
                view, references, Settings.drift(config.drift(), config.tally().retained()));
    }

    /** Made when it is first asked, after the service has checked the settings. The build removes {@code final} for that. */
    @Produces
    @ApplicationScoped
    static Gate gate(PenumbraConfig config, TallyStreams tally) {
        return Settings.gate(config.verdict(), config.audit().references(), tally::configured);
    }
}
