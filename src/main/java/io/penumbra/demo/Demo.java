package io.penumbra.demo;

import io.penumbra.avatar.Avatars;
import io.penumbra.avatar.Pictures;
import io.penumbra.embedded.EmbeddedBroker;
import io.penumbra.process.Time;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole flow on this machine, with nothing else needed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts a Kafka in this JVM and the service on it, draws avatars that the shipped models never saw and replays them, "
                        + "until Ctrl-C.")
public final class Demo implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    /** What can be chosen. */
    static final class Options {
        @Option(
                names = "--rate",
                paramLabel = "R",
                description = "Images per second, 0 for full speed (default: ${DEFAULT-VALUE}).")
        double rate = 50;

        @Option(
                names = "--images",
                paramLabel = "N",
                description = "End the replay after so many images; with --exit at full speed.")
        long images = Long.MAX_VALUE;

        @Option(names = "--exit", description = "When --images are counted, print the table and exit.")
        boolean exit;

        @Option(
                names = "--seed",
                paramLabel = "S",
                description = "Which avatars; the models were trained on seed 1 (default: ${DEFAULT-VALUE}).")
        long seed = 2026;

        @Option(
                names = "--kafka-port",
                paramLabel = "P",
                description = "Where the Kafka listens; a free port if it is taken (default: ${DEFAULT-VALUE}).")
        int kafkaPort = 9092;

        @Option(
                names = "--every",
                paramLabel = "TIME",
                converter = Time.class,
                description =
                        "Event time from one image to the next, as in 600ms, instead of the clock's; the last of --images, or else "
                                + "an image a day from the first, is sent at the time it has.")
        Optional<Duration> every = Optional.empty();

        @Option(
                names = "--drift",
                paramLabel = "SUBGROUP@TIME",
                converter = ScriptedDrift.Reader.class,
                description =
                        "From so much event time after the first image on, the pictures of a subgroup stand in another light, as in male@10m.")
        Optional<ScriptedDrift> drift = Optional.empty();

        @Option(
                names = "--exposure",
                paramLabel = "F",
                description =
                        "That light: a factor on what reaches the camera, below 1 darker, above 1 brighter (default: ${DEFAULT-VALUE}).")
        double exposure = 0.02;

        static Options parse(String... args) {
            var options = new Options();
            new CommandLine(options)
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(args); // the command's name is among them
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
        if (options.rate < 0 || options.images < 1 || options.seed == Pictures.TRAINING_SEED) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--rate is 0 or more, --images 1 or more, --seed not 1, on which the models were trained: --rate "
                            + options.rate + " --images " + options.images + " --seed " + options.seed);
        }
        if (!(options.exposure > 0 && options.exposure <= Avatars.MOST_EXPOSURE)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--exposure lies above 0 and not above " + Avatars.MOST_EXPOSURE + ", not at " + options.exposure);
        }
        if (options.every.filter(time -> time.isZero() || time.isNegative()).isPresent()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--every is a time above 0, not " + options.every.get());
        }
        EmbeddedBroker.require("demo");
        DemoSettings.apply();
        Quarkus.run(
                DemoRunning.class,
                spec.commandLine().getParseResult().originalArgs().toArray(String[]::new));
        return 0;
    }
}
