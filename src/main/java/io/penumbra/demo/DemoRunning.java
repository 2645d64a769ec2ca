package io.penumbra.demo;

import io.penumbra.avatar.Pictures;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.View;
import io.penumbra.counts.Window;
import io.penumbra.dataset.Sample;
import io.penumbra.drift.AlarmNews;
import io.penumbra.drift.StreamDrift;
import io.penumbra.embedded.EmbeddedBroker;
import io.penumbra.model.Declaration;
import io.penumbra.model.ModelLoadException;
import io.penumbra.model.ShippedModels;
import io.penumbra.process.Background;
import io.penumbra.process.Failure;
import io.penumbra.process.Producers;
import io.penumbra.process.Termination;
import io.penumbra.replay.Replayer;
import io.penumbra.service.PenumbraConfig;
import io.penumbra.service.Service;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The part of the demo that runs inside Quarkus. */
final class DemoRunning implements QuarkusApplication {
    private static final int PROGRESS_SECONDS = 5;
    private static final int PATIENCE_SECONDS = 60;
    private static final int USUAL_KAFKA_PORT = 9092;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Service service;
    private final View view;
    private final StreamDrift drift;
    private final Gate gate;
    private final PenumbraConfig config;
    private final int httpPort;
    private final int managementPort;
    private final PrintStream out = System.out;

    DemoRunning(
            Service service,
            View view,
            StreamDrift drift,
            Gate gate,
            PenumbraConfig config,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.service = service;
        this.view = view;
        this.drift = drift;
        this.gate = gate;
        this.config = config;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
    }

    @Override
    public int run(String... args) {
        var options = Demo.Options.parse(args);
        var prepared = new CountDownLatch(1);
        Termination.stopFirst(() -> {
            service.close();
            await(prepared);
        });
        try {
            if (!Termination.isUnderWay()) {
                prepare(options);
            }
        } catch (CancellationException | InterruptedException e) {
            out.println("stopped during the start");
        } finally {
            prepared.countDown();
        }
        Quarkus.waitForExit();
        return 0;
    }

    /** Waits until what a stopped start had begun is closed. */
    private static void await(CountDownLatch prepared) {
        try {
            prepared.await(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts the broker, the service and the replay.
     *
     * @throws CancellationException if the service was closed meanwhile
     */
    private void prepare(Demo.Options options) throws InterruptedException {
        var broker = service.closeWithService(EmbeddedBroker.start(options.kafkaPort.orElse(USUAL_KAFKA_PORT)));
        Path models = config.models()
                .orElseGet(
                        () -> service.closeWithService(ShippedModels.unpack()).file());
        var pictures = service.closeWithService(new Pictures(options.seed));
        Map<String, Object> connection = Map.of("bootstrap.servers", broker.bootstrapServers());
        try {
            service.start(connection, Optional.of(models));
        } catch (ModelLoadException e) {
            throw new PreventFurtherStepsException("penumbra: " + e.getMessage(), 1);
        }
        introduce(models, broker.bootstrapServers(), options);
        var producer = service.closeWithService(Producers.images(connection));
        var times = new EventTimes(Clock.systemUTC(), options.every(), options.images);
        var replayer = service.closeWithService(new Replayer(
                producer,
                config.topics().images(),
                URI.create("urn:penumbra:demo"),
                options.exit ? 0 : options.rate,
                times));
        var replay = new FutureTask<>(() -> replayer.replay(samples(pictures, options, times), sent -> {}));
        service.closeWithService(Background.start("replay", replay));
        service.closeWithService(Background.start("progress", () -> follow(replay, options)));
    }

    /** The avatars, with those of a drifted subgroup in another light, and with or without their labels. */
    private static Stream<Sample> samples(Pictures pictures, Demo.Options options, EventTimes times) {
        Stream<Sample> labelled = pictures.samples().limit(options.images);
        Stream<Sample> samples = options.unlabelled ? labelled.map(Sample::unlabelled) : labelled;
        var number = new AtomicLong();
        return options.drift
                .map(drift -> samples.map(
                        sample -> drift.affects(sample.subgroups(), times.sinceFirst(number.getAndIncrement()))
                                ? pictures.exposed(sample, options.exposure)
                                : sample))
                .orElse(samples);
    }

    private void introduce(Path models, String kafka, Demo.Options options) {
        out.printf(
                "%nconsole     http://localhost:%d/%nstatistics  http://localhost:%d/api/v1/statistics%nmetrics     http://localhost:%d/q/metrics%nhealth      http://localhost:%d/q/health%nKafka       %s%n%n",
                httpPort, httpPort, managementPort, managementPort, kafka);
        Declaration declared = Declaration.read(models);
        Introduction.lines(declared, gate.settings(""), options).forEach(out::println);
        out.println();
    }

    /** Prints progress until it is interrupted. With {@code --exit}, ends once all images are counted. */
    private void follow(Future<Long> replay, Demo.Options options) {
        try {
            var alarms = new AlarmNews();
            var news = new VerdictNews();
            long before = 0;
            long last = 0;
            long unchanged = 0;
            for (long seconds = 1; ; seconds++) {
                TimeUnit.SECONDS.sleep(1);
                Optional<Snapshot> snapshot = view.snapshot();
                long counted = counted(snapshot);
                snapshot.flatMap(drift::look)
                        .map(found -> alarms.news(found.drifts()))
                        .ifPresent(alarmed -> {
                            alarmed.begun().forEach(sentence -> out.println("drift alarm: " + sentence));
                            alarmed.ended().forEach(sentence -> out.println("drift alarm ended: " + sentence));
                        });
                if (counted > 0) {
                    List<Verdict> verdicts = verdicts(snapshot.orElseThrow());
                    news.news(verdicts).forEach(out::println);
                    if (seconds % PROGRESS_SECONDS == 0) {
                        out.println(Progress.line(counted, (double) (counted - before) / PROGRESS_SECONDS, verdicts));
                        before = counted;
                    }
                }
                unchanged = counted == last ? unchanged + 1 : 0;
                last = counted;
                if (replay.isDone()) {
                    replay.get();
                    if (options.exit && unchanged > PATIENCE_SECONDS) {
                        throw new Failure(counted + " of " + options.images
                                + " images are counted; the number has not grown for " + unchanged + " s");
                    }
                    if (options.exit && counted >= options.images) {
                        conclude(snapshot.orElseThrow());
                        Quarkus.asyncExit(0);
                        return;
                    }
                }
            }
        } catch (ExecutionException | Failure e) {
            System.err.println("penumbra: the demo failed: " + Failure.reason(e));
            Quarkus.asyncExit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void conclude(Snapshot snapshot) {
        out.printf(
                "%nWhat came out%n%s%n%s",
                VerdictNews.table(verdicts(snapshot)), StatisticsTable.of(snapshot.window(Window.VERSION)));
    }

    private List<Verdict> verdicts(Snapshot snapshot) {
        return snapshot.candidates().keySet().stream()
                .map(candidate -> gate.verdict(snapshot, candidate))
                .toList();
    }

    private static long counted(Optional<Snapshot> snapshot) {
        return snapshot.map(s -> s.window(Window.VERSION).get(Subgroup.ALL))
                .map(SubgroupCounts::scored)
                .orElse(0L);
    }
}
