package io.penumbra.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penumbra.counts.Accepted;
import io.penumbra.counts.KeptValues;
import io.penumbra.drift.KeptReferences;
import io.penumbra.drift.StreamDrift;
import io.penumbra.event.VerdictHistory;
import io.penumbra.event.VerdictWriter;
import io.penumbra.event.VerdictsOut;
import io.penumbra.exemplar.ImageLog;
import io.penumbra.image.Decoder;
import io.penumbra.lag.Lags;
import io.penumbra.lag.ViewLag;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.model.Model;
import io.penumbra.model.ModelLoadException;
import io.penumbra.model.Models;
import io.penumbra.model.OpenModels;
import io.penumbra.model.OpenSettings;
import io.penumbra.process.Background;
import io.penumbra.process.Closing;
import io.penumbra.process.Failure;
import io.penumbra.process.LastRecords;
import io.penumbra.process.Refusal;
import io.penumbra.process.TemporaryFolder;
import io.penumbra.process.TopicWriter;
import io.penumbra.scoring.Scorer;
import io.penumbra.scoring.ScoringLoop;
import io.penumbra.scoring.ScoringSettings;
import io.penumbra.tally.Tally;
import io.penumbra.tally.TallySettings;
import io.penumbra.tally.TallyStreams;
import io.penumbra.verdict.Gate;
import io.penumbra.wire.Wire;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scoring and the tally of this instance. */
@ApplicationScoped
public class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);

    private final PenumbraConfig config;
    private final Map<String, Object> kafka;
    private final String instance;
    private final ProcessMetrics metrics;
    private final KafkaMeters meters;
    private final OpenModels openModels;
    private final TallyStreams tally;
    private final ViewLag viewLag;
    private final ImageLog images;
    private final KeptReferences references;
    private final TopicWriter writer;
    private final StreamDrift drift;
    private final VerdictHistory history;
    private final LastRecords lastRecords;
    private final Gate gate;
    private final Closing closing = new Closing();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile @Nullable Thread starter;
    private volatile String phase = "not started";
    private volatile @Nullable Models models;
    private volatile @Nullable Admin admin;
    private volatile @Nullable ScoringLoop scoring;
    private volatile @Nullable LogWatch watch;
    private volatile boolean learnsValues;

    Service(
            PenumbraConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            ProcessMetrics metrics,
            PrometheusMeterRegistry framework,
            OpenModels openModels,
            TallyStreams tally,
            ViewLag viewLag,
            ImageLog images,
            KeptReferences references,
            TopicWriter writer,
            StreamDrift drift,
            VerdictHistory history,
            LastRecords lastRecords,
            Gate gate) {
        this.config = config;
        this.kafka = kafka;
        this.instance = config.instance().orElseGet(() -> instance(httpPort));
        this.metrics = metrics;
        this.meters = new KafkaMeters(framework);
        this.openModels = openModels;
        this.tally = tally;
        this.viewLag = viewLag;
        this.images = images;
        this.references = references;
        this.writer = writer;
        this.drift = drift;
        this.history = history;
        this.lastRecords = lastRecords;
        this.gate = gate;
    }

    /** Starts with the configured models and Kafka connection. */
    public void start() throws InterruptedException {
        start(Map.of(), config.models());
    }

    /**
     * Opens the models, waits until Kafka answers, and starts scoring and tally.
     *
     * @param connectionInstead settings of every Kafka client in place of the configured ones; empty to use those
     * @param modelsFile {@code models.yaml}; an instance that scores needs it
     * @throws ModelLoadException if the models cannot be used
     * @throws Failure if Kafka refuses the user, or if the settings of its clients are wrong
     * @throws InterruptedException if the service is closed meanwhile
     */
    public void start(Map<String, Object> connectionInstead, Optional<Path> modelsFile) throws InterruptedException {
        starter = Thread.currentThread();
        try {
            if (!closed) {
                begin(connectionInstead, modelsFile);
            }
            if (Thread.interrupted() || closed) {
                throw new InterruptedException("the service is closed");
            }
        } catch (RuntimeException e) {
            if (Thread.interrupted() || closed) { // an interrupted client may throw any exception
                throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
            }
            throw e;
        } finally {
            started.countDown();
        }
    }

    private void begin(Map<String, Object> connectionInstead, Optional<Path> modelsFile) throws InterruptedException {
        var subgroups = SubgroupSettings.of(config, modelsFile);
        if (config.scoring().enabled()) {
            phase = "opening the models";
            Path file = modelsFile.orElseThrow(); // the preflight has asked for it
            int threads = config.scoring().threads().orElse(Runtime.getRuntime().availableProcessors());
            Models opened = closing.add(Models.open(
                    file,
                    new OpenSettings(
                            threads,
                            config.scoring().provider(),
                            config.scoring().timeout(),
                            config.scoring().unverified())));
            models = opened;
            openModels.set(opened.models());
            opened.models()
                    .forEach(model -> LOG.info(
                            "opened model {}, version {}, {} {}",
                            model.name(),
                            model.digest(),
                            model.members(),
                            model.members() == 1 ? "member" : "members"));
            Settings.warnOfUnknownCandidates(
                    config.verdict(),
                    opened.models().stream().skip(1).map(Model::name).toList());
        }
        var connection = new HashMap<>(connectionInstead.isEmpty() ? kafka : connectionInstead);
        connection.remove("group.id"); // Quarkus adds the application's name
        phase = "connecting to Kafka at " + connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        admin = connect(connection);
        makeTopics(admin, !subgroups.attributes().areListed());
        phase = "starting";
        closing.add(images.open(connection));
        startTally(connection, values(connection, subgroups), stateDir(!connectionInstead.isEmpty()));
        closing.add(references.open(connection));
        closing.add(writer.open(connection));
        lastRecords.open(connection);
        closing.add(Background.start("drift", drift::attend));
        startVerdicts(connection, admin);
        startScoring(connection);
        startWatch(admin);
        phase = "";
    }

    /** Closes {@code closeable} when the service stops, in reverse order of registration. */
    public <T extends AutoCloseable> T closeWithService(T closeable) {
        return closing.add(closeable);
    }

    private Admin connect(Map<String, Object> connection) throws InterruptedException {
        while (true) {
            try {
                Admin client = Admin.create(connection);
                closing.add(() -> client.close(PATIENCE));
                return client;
            } catch (KafkaException e) {
                String why = Failure.reason(e);
                if (!why.contains(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) { // a name may become known later
                    throw new Failure("the settings kafka.* cannot be used: " + why, e);
                }
                retry(why);
            }
        }
    }

    private void makeTopics(Admin client, boolean learns) throws InterruptedException {
        learnsValues = learns;
        while (true) {
            try {
                Topics.ensure(client, config, learns);
                return;
            } catch (ExecutionException | IllegalStateException e) {
                Refusal.of(e).ifPresent(why -> {
                    throw new Failure(why, e);
                });
                retry(Failure.reason(e));
            }
        }
    }

    private void retry(String why) throws InterruptedException {
        phase = phase.replaceFirst(" \\(.*", "") + " (" + why + ")";
        LOG.warn("Kafka is not ready, trying again: {}", why);
        Thread.sleep(RETRY.toMillis());
    }

    private KeptValues values(Map<String, Object> connection, SubgroupSettings subgroups) {
        return subgroups.attributes().areListed()
                ? subgroups.values((attribute, value) -> {})
                : closing.add(ValueLog.open(connection, config.topics().values(), subgroups))
                        .values();
    }

    /** @param emptyKafka whether Kafka starts empty; then the state of an earlier run must not be used */
    private Path stateDir(boolean emptyKafka) {
        return config.tally()
                .stateDir()
                .orElseGet(() -> emptyKafka
                        ? closing.add(new TemporaryFolder("penumbra-state-")).path()
                        : Path.of(System.getProperty("java.io.tmpdir"), "penumbra-" + instance));
    }

    private void startTally(Map<String, Object> connection, KeptValues values, Path stateDir) {
        PenumbraConfig.Topics topics = config.topics();
        Duration wait = config.labels().longestWait();
        Optional<TallySettings.Labels> labels = wait.isZero()
                ? Optional.empty()
                : Optional.of(new TallySettings.Labels(topics.labels(), topics.labelsDeadLetters(), wait));
        var settings = new TallySettings(
                new TallySettings.Topics(
                        topics.scores(),
                        topics.tallies(),
                        topics.exemplars(),
                        topics.references(),
                        topics.flips(),
                        topics.claims(),
                        topics.forgotten(),
                        topics.scoresDeadLetters()),
                values,
                config.tally().retained(),
                topics.talliesRetention(),
                config.tally().maxAhead(),
                config.exemplars().most(),
                labels,
                accepted(),
                Settings.picks(config.audit()));
        var properties = Tally.properties(
                connection,
                config.group() + "-tally",
                instance,
                stateDir.toString(),
                config.tally().threads().orElse(Runtime.getRuntime().availableProcessors()));
        topics.replication().ifPresent(factor -> properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, factor));
        tally.open(settings, properties, config.tally().stateDir().isPresent(), meters::ofTally, Service::end);
        closing.add(tally);
        tally.start();
    }

    private void startVerdicts(Map<String, Object> connection, Admin broker) {
        var out = new VerdictsOut(
                connection,
                config.topics().verdicts(),
                config.group(),
                Settings.url(config),
                System::currentTimeMillis);
        VerdictWriter writer = out.writer(tally, gate, () -> viewLag.last().asOf(), () -> ensureTopics(broker));
        closing.add(Background.start("verdicts", writer::run));
        closing.add(Background.start("verdict-history", () -> history.follow(connection)));
        Settings.webhook(config.verdict().webhook())
                .map(settings -> out.delivery(settings, metrics::webhookAttempted))
                .ifPresent(delivery -> closing.add(Background.start("webhook", delivery::run)));
    }

    private Accepted accepted() {
        Models open = models;
        return open == null
                ? Settings.accepted(config).orElse(Accepted.ANY)
                : Accepted.only(Wire.lineup(Scorer.lineup(open)));
    }

    /** Ends the process, because it can no longer do its work. */
    private static void end(String why) {
        LOG.error("penumbra ends: {}", why);
        Quarkus.asyncExit(1);
    }

    private void startScoring(Map<String, Object> connection) {
        Models open = models;
        if (open == null) {
            return;
        }
        PenumbraConfig.Scoring limits = config.scoring();
        var decoder = new Decoder(
                open.input(), limits.maxBytes(), limits.maxPixels(), Settings.background(limits.background()));
        Scorer scorer = closing.add(new Scorer(open, decoder, limits.batch(), metrics));
        var settings = new ScoringSettings(
                connection,
                config.topics().images(),
                Settings.format(config.images()),
                config.topics().scores(),
                config.topics().imagesDeadLetters(),
                config.group() + "-scoring",
                config.group() + "-scoring-" + instance,
                limits.batch());
        ScoringLoop loop =
                closing.add(new ScoringLoop(settings, scorer, metrics, meters.ofScoring(), tally::isForgotten));
        scoring = loop;
        loop.start();
    }

    private void startWatch(Admin broker) {
        PenumbraConfig.Topics topics = config.topics();
        Stream<String> labels = config.labels().longestWait().isZero()
                ? Stream.empty()
                : Stream.of(topics.labels(), topics.flips(), topics.claims());
        var started = new LogWatch(
                broker,
                Stream.concat(
                                Stream.of(
                                        topics.scores(),
                                        topics.tallies(),
                                        topics.exemplars(),
                                        topics.references(),
                                        topics.forgotten()),
                                labels)
                        .toList(),
                tally,
                viewLag,
                Optional.of(topics.images()).filter(images -> config.scoring().enabled()),
                Optional.ofNullable(scoring),
                missing -> makeAgain(broker, missing),
                System::currentTimeMillis);
        watch = started;
        closing.add(Background.start("log-watch", started::watch));
    }

    private void makeAgain(Admin broker, String missing) {
        LOG.warn("topic {} is missing", missing);
        ensureTopics(broker);
    }

    private void ensureTopics(Admin broker) {
        if (config.topics().create()) {
            try {
                Topics.ensure(broker, config, learnsValues);
            } catch (ExecutionException | IllegalStateException e) {
                LOG.warn("cannot make topics: {}", Failure.reason(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String instance(int httpPort) {
        return host() + "-" + (httpPort == 0 ? UUID.randomUUID() : Integer.toString(httpPort));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /**
     * Interrupts a start that is under way and waits for its end. Then closes everything in reverse order of
     * registration.
     */
    public void close() {
        closed = true;
        Thread starting = starter;
        if (starting != null && started.getCount() > 0) {
            starting.interrupt();
            await(started);
        }
        closing.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the models are not open. Empty while they are, or if this instance does not score. */
    Optional<String> modelTrouble() {
        return models == null && config.scoring().enabled() ? Optional.of(phase) : Optional.empty();
    }

    /** Why images are not being scored. Empty while they are, or if this instance does not score. */
    Optional<String> scoringTrouble() {
        ScoringLoop loop = scoring;
        if (loop == null) {
            return config.scoring().enabled() ? Optional.of(phase) : Optional.empty();
        }
        return loop.trouble().or(() -> lags(LogWatch::scored).trouble());
    }

    /** Why scores are not being counted. Empty while they are. */
    Optional<String> tallyTrouble() {
        return tally.trouble(phase).or(() -> lags(LogWatch::tasks).trouble());
    }

    /** Why the view is not what its topics hold. Empty while it is. */
    Optional<String> viewTrouble() {
        LogWatch started = watch;
        return started == null ? Optional.of(phase) : started.viewTrouble();
    }

    /** How far a reader of this instance is behind. */
    Lags lags(Function<LogWatch, Lags> reader) {
        LogWatch started = watch;
        return started == null ? Lags.NONE : reader.apply(started);
    }

    /** For how long the view may have missed something; empty before it is watched. */
    Optional<Duration> viewAge() {
        return Optional.ofNullable(watch).map(LogWatch::age);
    }

    /** Why only a restart helps: the tally has stopped for good, or the baseline is not run any more. */
    Optional<String> dead() {
        return tally.dead() ? tallyTrouble() : Optional.ofNullable(models).flatMap(Models::dead);
    }

    /** The client that asks the broker. Empty before it is connected. */
    public Optional<Admin> broker() {
        return Optional.ofNullable(admin);
    }
}
