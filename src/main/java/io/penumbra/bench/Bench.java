package io.penumbra.bench;

import io.penumbra.bench.Comparison.Round;
import io.penumbra.counts.Window;
import io.penumbra.embedded.EmbeddedBroker;
import io.penumbra.model.Declaration;
import io.penumbra.model.Model;
import io.penumbra.model.ModelLoadException;
import io.penumbra.model.Models;
import io.penumbra.model.OpenSettings;
import io.penumbra.model.Provider;
import io.penumbra.model.ShippedModels;
import io.penumbra.process.Closing;
import io.penumbra.process.Failure;
import io.penumbra.process.Termination;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the speed of tally and scoring, compared with the work that they cannot do without. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a scrape and three ratios on a Kafka in this JVM. The two rates of a ratio are measured in turns:",
            "1. scores per second of the tally, exactly once and with five candidates, to those of a consumer that only polls;",
            "2. images per second from the topic to committed scores, to those of the models alone on decoded images;",
            "3. images per second of `report`, from files to counts, to those of the models alone.",
            "--waiting also measures images that wait for their labels: speed, memory, disk, and the time to restore them.",
            "--simulate instead measures how often verdicts and alarms are right on streams whose truth is known."
        })
public final class Bench implements Callable<Integer> {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measured rounds, after one to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--scores",
            paramLabel = "N",
            description = "Scores in a round; 0 skips the tally (default: ${DEFAULT-VALUE}).")
    private int scores = 5_000_000;

    @Option(
            names = "--tally-threads",
            paramLabel = "N",
            description = "Threads of the tally (default: one per processor).")
    private int tallyThreads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "Seconds that the models alone run in a round. The pipeline gets as many images. 0 skips the scoring (default: "
                            + "${DEFAULT-VALUE}).")
    private int seconds = 6;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description =
                    "Seconds of warm-up for each measurement, so that the JIT compiler is mostly done (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds = 30;

    @Option(names = "--models", paramLabel = "FILE", description = "The models.yaml to use (default: the demo's).")
    private Optional<Path> modelsFile = Optional.empty();

    @Option(names = "--unverified", description = "Also open model files whose sha256 the models.yaml does not give.")
    private boolean unverified;

    @Option(names = "--threads", paramLabel = "N", description = "Threads for inference (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Largest number of images in a batch (default: ${DEFAULT-VALUE}).")
    private int batch = 128;

    @Option(
            names = "--scrapes",
            paramLabel = "N",
            description = "Scrapes of the view; 0 skips them (default: ${DEFAULT-VALUE}).")
    private int scrapes = 200;

    @Option(
            names = "--waiting",
            paramLabel = "N",
            description = "Images that wait for their labels; 0 skips them (default: ${DEFAULT-VALUE}).")
    private int waiting = 0;

    @Option(names = "--simulate", description = "Simulate verdicts and drift alarms instead. Takes some minutes.")
    private boolean simulate;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Override
    public Integer call() throws Exception {
        requireAtLeast(1, "--rounds", rounds);
        requireAtLeast(0, "--scores", scores);
        requireAtLeast(1, "--tally-threads", tallyThreads);
        requireAtLeast(0, "--seconds", seconds);
        requireAtLeast(0, "--scrapes", scrapes);
        requireAtLeast(0, "--waiting", waiting);
        requireAtLeast(0, "--warm-up", warmUpSeconds);
        requireAtLeast(1, "--threads", threads);
        requireAtLeast(1, "--batch", batch);
        checkModels();
        if (simulate) {
            SimulationReport.print(out);
            return 0;
        }
        if (scores == 0 && seconds == 0 && scrapes == 0 && waiting == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing to do: --scores, --seconds, --scrapes and --waiting are 0, expected one above 0");
        }
        if (scores > 0 || seconds > 0) {
            EmbeddedBroker.require("bench");
        }
        out.printf(
                "%d processors, Java %s of %s; Kafka runs in this JVM%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), System.getProperty("java.vendor"));
        if (scrapes > 0) {
            scrapes();
        }
        if (scores > 0 || seconds > 0 || waiting > 0) {
            streams();
        }
        return 0;
    }

    /** Reads the file, long before its models are opened. */
    private void checkModels() {
        try {
            modelsFile.ifPresent(Declaration::read);
        } catch (ModelLoadException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private void requireAtLeast(int least, String option, int value) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", expected at least " + least);
        }
    }

    private void streams() throws Exception {
        Logger.getLogger("org.apache.kafka").setLevel(Level.SEVERE); // Kafka warns often when its clients come and go
        try (var closing = new Closing()) {
            Termination.interruptFirst(Thread.currentThread());
            var broker = closing.add(EmbeddedBroker.start(0));
            Map<String, Object> connection = Map.of("bootstrap.servers", broker.bootstrapServers());
            Admin admin = closing.add(Admin.create(connection));
            if (scores > 0) {
                tally(connection, admin, closing);
            }
            if (waiting > 0) {
                waiting(connection, admin, closing);
            }
            if (seconds > 0) {
                scoring(connection, admin, closing);
            }
        }
    }

    private void scrapes() {
        err.println("counting a day of images for the scrapes");
        var bench = new ScrapeBench(Instant.now());
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofSeconds(warmUpSeconds).toNanos()) {
            bench.scrape(0);
            bench.scrape(ScrapeBench.LATE);
        }
        out.printf(
                "scrape: %d subgroups, %d candidates, %d windows, %,.1f MB a page%n",
                bench.subgroups(),
                ScrapeBench.CANDIDATES,
                Window.ALL.size(),
                bench.scrape(0).bytes() / 1e6);
        print("no late images", bench, 0);
        print(
                ScrapeBench.LATE + " images late by up to " + ScrapeBench.MOST_LATE.toMinutes() + " minutes",
                bench,
                ScrapeBench.LATE);
    }

    private void print(String what, ScrapeBench bench, int late) {
        var all = IntStream.range(0, scrapes).mapToObj(i -> bench.scrape(late)).toList();
        print(
                "scrape (wanted: at most 100 ms and 20 MB), " + what,
                all.stream().map(ScrapeBench.Scrape::scrape).toList());
        print(
                "look at drift, " + what,
                all.stream().map(ScrapeBench.Scrape::drift).toList());
    }

    private void print(String what, List<ScrapeBench.Cost> costs) {
        double[] millis =
                costs.stream().mapToDouble(ScrapeBench.Cost::millis).sorted().toArray();
        long[] allocated =
                costs.stream().mapToLong(ScrapeBench.Cost::allocated).sorted().toArray();
        out.printf(
                "  %s: median %.1f ms, 99th percentile %.1f ms of %d; CPU %.1f ms; allocated %.1f MB, at most %.1f MB%n",
                what,
                millis[millis.length / 2],
                millis[(int) Math.ceil(0.99 * millis.length) - 1],
                costs.size(),
                costs.stream()
                        .mapToDouble(ScrapeBench.Cost::processorMillis)
                        .average()
                        .orElseThrow(),
                allocated[allocated.length / 2] / 1e6,
                allocated[allocated.length - 1] / 1e6);
    }

    private void tally(Map<String, Object> connection, Admin admin, Closing closing) throws Exception {
        err.printf("sending %,d scores%n", scores);
        var bench = closing.add(new TallyBench(connection, admin, scores, tallyThreads, Instant.now()));
        err.printf("warming up for %d s%n", warmUpSeconds);
        bench.warmUp(Duration.ofSeconds(warmUpSeconds));
        out.printf("tally: %,d scores a round, %d threads%n", scores, tallyThreads);
        print(
                "scores",
                "tally",
                "consumer alone",
                0.40,
                Comparison.inTurns(rounds, bench::tally, bench::poll, this::report));
    }

    private void waiting(Map<String, Object> connection, Admin admin, Closing closing) throws Exception {
        err.printf("sending %,d images that wait for their labels%n", waiting);
        var bench = closing.add(new WaitingBench(connection, admin, waiting, tallyThreads, Instant.now()));
        var result = bench.run();
        out.printf("labels: %,d waiting images, %d threads%n", waiting, tallyThreads);
        out.printf("  %-30s%12s%18s%n", "", "a second", "CPU ms each");
        print("scores, no image waiting", result.without());
        print("scores, each image waiting", result.counted());
        print("labels joined", result.joined());
        out.printf(
                "  heap %,.0f MB, before %,.0f MB; resident %,.0f MB, before %,.0f MB%n",
                result.waiting().heap() / 1e6,
                result.before().heap() / 1e6,
                result.waiting().resident() / 1e6,
                result.before().resident() / 1e6);
        out.printf(
                "  disk %,.0f MB, changelogs after the labels %,.0f MB, restored in %.1f s%n",
                result.disk() / 1e6, result.changelog() / 1e6, result.restored().toMillis() / 1e3);
    }

    private void print(String name, Rate rate) {
        out.printf("  %-30s%,12.0f%18.4f%n", name, rate.perSecond(), rate.processorMillis());
    }

    private void scoring(Map<String, Object> connection, Admin admin, Closing closing) throws Exception {
        Path file = modelsFile.isPresent()
                ? modelsFile.get()
                : closing.add(ShippedModels.unpack()).file();
        OpenSettings settings = OpenSettings.of(threads, Provider.CPU).unverified(unverified);
        try (var models = Models.open(file, settings);
                var bench = new ScoringBench(connection, admin, models, batch)) {
            err.printf("warming up for %d s%n", warmUpSeconds);
            try (var light = Models.open(light(models.declaration()), file, settings)) {
                bench.warmUp(light, Duration.ofSeconds(warmUpSeconds));
            }
            int images = bench.imagesIn(seconds);
            out.printf(
                    "scoring: %,d images a round in batches of %d, %d models of %d members in all, ONNX Runtime %s, %d threads%n",
                    images,
                    batch,
                    models.models().size(),
                    models.models().stream().mapToInt(Model::members).sum(),
                    Provider.version(),
                    models.threads());
            print(
                    "images",
                    "pipeline",
                    "models alone",
                    0.90,
                    Comparison.inTurns(
                            rounds, () -> bench.pipeline(images), () -> bench.modelsAlone(images), this::report));
            out.println("report: the same images, from files");
            print(
                    "images",
                    "report",
                    "models alone",
                    0.90,
                    Comparison.inTurns(
                            rounds, () -> bench.offline(images), () -> bench.modelsAlone(images), this::report));
        } catch (ModelLoadException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** A light lineup of one member, in place of all members. */
    private static Declaration light(Declaration all) {
        var baseline = new Declaration.Population(
                all.baseline().name(),
                all.baseline().compression(),
                all.baseline().output(),
                all.baseline().members().subList(0, 1));
        return new Declaration(
                all.input(),
                all.classes(),
                all.positive(),
                all.guarded(),
                all.output(),
                all.subgroups(),
                baseline,
                List.of(),
                all.evaluation());
    }

    private void report(int number, Round round) {
        err.printf(
                "%s: %,.0f/s, alone %,.0f/s%n",
                number == 0 ? "warm-up round" : "round " + number,
                round.whole().perSecond(),
                round.bare().perSecond());
    }

    private void print(String unit, String whole, String bare, double least, Comparison comparison) {
        out.printf("  %-16s%12s/s%18s%n", "", unit, "CPU ms each");
        print(whole, comparison, Round::whole);
        print(bare, comparison, Round::bare);
        out.printf(
                "  %-16s%14.3f  (%.3f to %.3f in %d rounds; wanted: at least %.2f)%n",
                "ratio",
                comparison.median(Round::ratio),
                comparison.lowestRatio(),
                comparison.highestRatio(),
                rounds,
                least);
    }

    private void print(String name, Comparison comparison, Function<Round, Rate> side) {
        ToDoubleFunction<Round> perSecond = round -> side.apply(round).perSecond();
        ToDoubleFunction<Round> processorMillis = round -> side.apply(round).processorMillis();
        out.printf("  %-16s%,14.0f%18.4f%n", name, comparison.median(perSecond), comparison.median(processorMillis));
    }
}
