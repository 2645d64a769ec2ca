package io.penumbra.demo;

import io.penumbra.avatar.Avatars;
import io.penumbra.avatar.Pictures;
import io.penumbra.counts.Durations;
import io.penumbra.embedded.EmbeddedBroker;
import io.penumbra.process.Ports;
import io.penumbra.process.Time;
import io.penumbra.service.Preflight;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole flow on this machine, without anything else. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Kafka and the service in this JVM. Draws avatars that the shipped models never saw and replays them until Ctrl-C.",
            "Heeds every setting of the service but kafka.bootstrap.servers. With penumbra.models, your models score the avatars."
        })
public final class Demo implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    static final class Options {
        /** At 50 images a second, an hour passes in two minutes. */
        private static final Duration DRIFT_PACE = Duration.ofMillis(600);

        @Option(
                names = "--rate",
                paramLabel = "R",
                description = "Images per second, 0 for full speed (default: ${DEFAULT-VALUE}).")
        double rate = 50;

        @Option(
                names = "--images",
                paramLabel = "N",
                description = "End the replay after N images. With --exit, replay them at full speed.")
        long images = Long.MAX_VALUE;

        @Option(
                names = "--exit",
                description = "Print the verdicts and the table, and exit, once --images are counted.")
        boolean exit;

        @Option(
                names = "--seed",
                paramLabel = "S",
                description =
                        "Seed of the avatars, not 1, on which the models were trained (default: ${DEFAULT-VALUE}).")
        long seed = 2026;

        @Option(
                names = "--kafka-port",
                paramLabel = "P",
                description = "Kafka's port; 0 for any (default: 9092, or another free one if that is taken).")
        Optional<Integer> kafkaPort = Optional.empty();

        @Option(
                names = "--every",
                paramLabel = "TIME",
                converter = Time.class,
                description = "Event time from one image to the next, such as 600ms, in place of the clock's time. "
                        + "The times start in the past: 24 h ago, or so that the last of --images comes now. "
                        + "With --drift it is 600ms by default.")
        private Optional<Duration> every = Optional.empty();

        @Option(
                names = "--drift",
                paramLabel = "SUBGROUP@TIME",
                arity = "0..1",
                fallbackValue = "female@10m",
                converter = ScriptedDrift.Reader.class,
                description =
                        "Change the light on a subgroup from TIME after the first image on, in event time, such as male@10m "
                                + "(default: ${FALLBACK-VALUE}).")
        Optional<ScriptedDrift> drift = Optional.empty();

        @Option(
                names = "--exposure",
                paramLabel = "F",
                description =
                        "Factor of the light for --drift: below 1 darker, above 1 brighter (default: ${DEFAULT-VALUE}).")
        double exposure = 0.02;

        @Option(
                names = "--no-labels",
                description = "Send the images without labels. You label the few that matter on the page Audit.")
        boolean unlabelled;

        /** Event time from one image to the next; empty for the clock's time. */
        Optional<Duration> every() {
            return every.or(() -> drift.map(scripted -> DRIFT_PACE));
        }

        static Options parse(String... args) {
            var options = new Options();
            new CommandLine(options)
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(args); // args include the command's name
            return options;
        }
    }

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (options.exit && options.images == Long.MAX_VALUE) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--exit needs --images");
        }
        require(options.rate >= 0 && Double.isFinite(options.rate), "--rate", options.rate, "at least 0");
        require(options.images >= 1, "--images", options.images, "at least 1");
        require(
                options.seed != Pictures.TRAINING_SEED,
                "--seed",
                options.seed,
                "another one: the models were trained on it");
        require(
                options.exposure > 0 && options.exposure <= Avatars.MOST_EXPOSURE,
                "--exposure",
                options.exposure,
                "above 0 and at most " + Avatars.MOST_EXPOSURE);
        options.every.ifPresent(
                time -> require(!time.isZero() && !time.isNegative(), "--every", Durations.text(time), "more than 0s"));
        options.kafkaPort.ifPresent(
                port -> require(port >= 0 && port <= Ports.LAST, "--kafka-port", port, "0 to " + Ports.LAST));
        EmbeddedBroker.require("demo");
        DemoSettings.apply();
        DemoPorts.replaceTaken(ConfigProvider.getConfig()).forEach(System.out::println);
        Preflight.ofDemo();
        options.kafkaPort.ifPresent(port -> Ports.requireFree("--kafka-port", EmbeddedBroker.HOST, port));
        Quarkus.run(
                DemoRunning.class,
                spec.commandLine().getParseResult().originalArgs().toArray(String[]::new));
        return 0;
    }

    private void require(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " is " + value + ", expected " + expected);
        }
    }
}
