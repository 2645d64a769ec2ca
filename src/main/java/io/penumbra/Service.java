package io.penumbra;

import io.penumbra.console.OpenModels;
import io.penumbra.image.Decoder;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.model.Model;
import io.penumbra.model.ModelLoadException;
import io.penumbra.model.Models;
import io.penumbra.scoring.Scorer;
import io.penumbra.scoring.ScoringLoop;
import io.penumbra.scoring.ScoringSettings;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.Tally;
import io.penumbra.tally.TallySettings;
import io.penumbra.tally.TallyStreams;
import io.penumbra.tally.View;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scoring and tally of this instance, from start to stop. */
@ApplicationScoped
public class Service implements View, OpenModels {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final PenumbraConfig config;
    private final Map<String, Object> kafka;
    private final int httpPort;
    private final ProcessMetrics metrics;
    private final Closing closing = new Closing();
    private volatile String phase = "has not begun";
    private volatile @Nullable Models models;
    private volatile @Nullable Admin admin;
    private volatile @Nullable ScoringLoop scoring;
    private volatile @Nullable TallyStreams tally;

    Service(
            PenumbraConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            ProcessMetrics metrics) {
        this.config = config;
        this.kafka = kafka;
        this.httpPort = httpPort;
        this.metrics = metrics;
    }

    /** Starts with the models and the connection of the configuration. */
    void start() throws InterruptedException {
        start(Map.of(), config.models());
    }

    /**
     * Opens the models, then connects to Kafka, for as long as that takes, and starts.
     *
     * @param connectionInstead settings of Kafka clients that replace the configured ones
     * @throws ModelLoadException if the models cannot be used
     */
    void start(Map<String, Object> connectionInstead, Optional<Path> modelsFile) throws InterruptedException {
        if (config.scoring().enabled()) {
            phase = "opens the models";
            Path file = modelsFile.orElseThrow(
                    () -> new ModelLoadException("penumbra.models is not set: it names the file models.yaml"));
            int threads = config.scoring().threads().orElse(Runtime.getRuntime().availableProcessors());
            Models opened = closing.add(Models.open(file, threads, config.scoring().provider()));
            models = opened;
            opened.models().forEach(model ->
                    LOG.info("model {} of version {} with {} members is open", model.name(), model.digest(), model.members()));
        }
        var connection = new HashMap<>(kafka);
        connection.remove("group.id"); // Quarkus adds the application's name
        connection.putAll(connectionInstead);
        phase = "connects to Kafka at " + connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        admin = closing.add(Admin.create(connection));
        makeTopics();
        phase = "starts";
        startTally(connection);
        startScoring(connection);
        phase = "";
    }

    /** Has something closed after the service itself when that stops. */
    <T extends AutoCloseable> T closeWithService(T closeable) {
        return closing.add(closeable);
    }

    private void makeTopics() throws InterruptedException {
        while (true) {
            try {
                Topics.ensure(admin(), config);
                return;
            } catch (ExecutionException | IllegalStateException e) {
                String why = e instanceof ExecutionException failed ? Failure.reason(failed) : e.getMessage();
                phase = phase.replaceFirst(" \\(.*", "") + " (" + why + ")";
                LOG.warn("the topics are not ready, trying again: {}", why);
                Thread.sleep(RETRY.toMillis());
            }
        }
    }

    private void startTally(Map<String, Object> connection) {
        PenumbraConfig.Topics topics = config.topics();
        List<String> attributes = config.subgroups().orElseGet(() -> {
            Models open = models;
            return open == null ? List.of() : open.declaration().subgroups();
        });
        var settings = new TallySettings(
                topics.scores(),
                topics.tallies(),
                topics.scoresDeadLetters(),
                attributes,
                config.tally().maxLeaves(),
                config.tally().retained(),
                config.tally().maxAhead());
        Path stateDir = config.tally().stateDir().orElse(Path.of(System.getProperty("java.io.tmpdir"), "penumbra-" + instance()));
        var properties = Tally.properties(
                connection, config.group() + "-tally", stateDir.toString(), config.tally().threads(), config.tally().cacheBytes());
        TallyStreams streams = closing.add(new TallyStreams(settings, properties, metrics));
        tally = streams;
        streams.start();
    }

    private void startScoring(Map<String, Object> connection) {
        Models open = models;
        if (open == null) {
            return;
        }
        PenumbraConfig.Scoring limits = config.scoring();
        var decoder = new Decoder(open.input(), limits.maxBytes(), limits.maxPixels());
        Scorer scorer = closing.add(new Scorer(open, decoder, limits.batch(), metrics));
        var settings = new ScoringSettings(
                connection,
                config.topics().images(),
                config.topics().scores(),
                config.topics().imagesDeadLetters(),
                config.group() + "-scoring",
                config.group() + "-scoring-" + instance(),
                limits.batch());
        ScoringLoop loop = closing.add(new ScoringLoop(settings, scorer, metrics));
        scoring = loop;
        loop.start();
    }

    private String instance() {
        return config.instance().orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName() + "-" + httpPort;
            } catch (UnknownHostException e) {
                return "localhost-" + httpPort;
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        closing.close();
    }

    /** Why the models are not in use, or empty while they are, or none are wanted. */
    Optional<String> modelTrouble() {
        return models == null && config.scoring().enabled() ? Optional.of(phase) : Optional.empty();
    }

    /** Why images are not being scored, or empty while they are, or are not to be. */
    Optional<String> scoringTrouble() {
        ScoringLoop loop = scoring;
        if (loop == null) {
            return config.scoring().enabled() ? Optional.of(phase) : Optional.empty();
        }
        return loop.trouble();
    }

    /** Why scores are not being counted, or empty while they are. */
    Optional<String> tallyTrouble() {
        TallyStreams streams = tally;
        return streams == null ? Optional.of(phase) : streams.trouble();
    }

    /** Whether the tally has stopped for good. */
    boolean dead() {
        TallyStreams streams = tally;
        return streams != null && streams.dead();
    }

    /** The client that asks the broker, or empty while there is none. */
    Optional<Admin> broker() {
        return Optional.ofNullable(admin);
    }

    private Admin admin() {
        return broker().orElseThrow();
    }

    @Override
    public List<Model> models() {
        Models open = models;
        return open == null ? List.of() : open.models();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        TallyStreams streams = tally;
        return streams == null ? Optional.empty() : streams.snapshot();
    }

    @Override
    public boolean exports() {
        TallyStreams streams = tally;
        return streams != null && streams.exports();
    }
}
