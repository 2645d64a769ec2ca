package io.penumbra.replay;

import io.penumbra.avatar.Pictures;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.DatasetException;
import io.penumbra.dataset.Partition;
import io.penumbra.dataset.Sample;
import io.penumbra.process.Connection;
import io.penumbra.process.Counter;
import io.penumbra.process.Failure;
import io.penumbra.process.Producers;
import io.penumbra.process.Time;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a dataset, or avatars, to any Kafka. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a dataset in CelebA's layout, or avatars, to a Kafka topic, as image events.",
            "The connection is that of the service: kafka.* as -Dname=value before -jar, or environment variables (KAFKA_BOOTSTRAP_SERVERS)."
        })
public final class Replay implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @ArgGroup(multiplicity = "1")
    private Images images = new Images();

    /** What is sent. */
    static final class Images {
        @Option(names = "--dataset", paramLabel = "DIR", description = "The folder that holds img_align_celeba.")
        private Optional<Path> dataset = Optional.empty();

        @Option(
                names = "--avatars",
                paramLabel = "N",
                arity = "0..1",
                fallbackValue = "" + Long.MAX_VALUE,
                description =
                        "No dataset: draw so many avatars that the shipped models never saw, and without a number one after the other "
                                + "until Ctrl-C.")
        private long avatars;
    }

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "One of ${COMPLETION-CANDIDATES}; all of them where it is left out.")
    private Optional<Partition> split = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which avatars; the models were trained on seed 1 (default: ${DEFAULT-VALUE}).")
    private long seed = 2026;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Images per second, 0 for full speed (default: ${DEFAULT-VALUE}).")
    private double rate = 50;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many images.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Event time of the first image, as in 2026-01-31T12:00:00Z, far enough in the past; the others follow "
                            + "at the rate, or 50 a second. Now, where it is left out.")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--labels-after",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Send the images without their labels, and each label so long after its image, as in 10m, to --labels-topic.")
    private Optional<Duration> labelsAfter = Optional.empty();

    @Option(names = "--labels-topic", paramLabel = "TOPIC", description = "Default: ${DEFAULT-VALUE}.")
    private String labelsTopic = "penumbra.labels";

    @Option(
            names = "--again",
            description =
                    "Give the images of a dataset ids that were not sent before, so that they count once more; avatars always get such.")
    private boolean again;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Default: ${DEFAULT-VALUE}.")
    private String topic = "penumbra.images";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        boolean drawn = images.dataset.isEmpty();
        if (!(rate >= 0)
                || labelsAfter.filter(Duration::isNegative).isPresent()
                || limit < 1
                || drawn && (images.avatars < 1 || seed == Pictures.TRAINING_SEED)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rate and --labels-after are 0 or more, --limit and --avatars 1 or more, --seed not 1, on which the models were trained: --rate "
                            + rate + " --limit " + limit + " --avatars " + images.avatars + " --seed " + seed);
        }
        try {
            if (drawn) {
                sendAvatars(Math.min(limit, images.avatars));
            } else {
                sendDataset(CelebA.open(images.dataset.get()));
            }
        } catch (DatasetException | ReplayException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new Failure(e.getMessage() + ": " + Failure.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAvatars(long count) throws InterruptedException {
        try (var pictures = new Pictures(seed)) {
            send(pictures.samples().limit(count), count == Long.MAX_VALUE ? 0 : count);
        }
    }

    private void sendDataset(CelebA celebA) {
        long count = Math.min(limit, split.map(celebA::size).orElse(celebA.size()));
        send(split.map(celebA::samples).orElseGet(celebA::samples).limit(limit), count);
    }

    /** A sample under an id of this run alone: an id that was sent before counts once. */
    private static UnaryOperator<Sample> ofThisRun(Clock clock) {
        String run = Long.toString(clock.millis(), Character.MAX_RADIX);
        return sample -> sample.withId(sample.id() + "-" + run);
    }

    private void send(Stream<Sample> dataset, long count) {
        var counter = new Counter(count);
        long periodNanos = (long) (Duration.ofSeconds(1).toNanos() / (rate == 0 ? 50 : rate));
        var clock = Clock.systemUTC();
        Stream<Sample> samples = again || images.dataset.isEmpty() ? dataset.map(ofThisRun(clock)) : dataset;
        try (var producer = Producers.images(Connection.fromConfig());
                var replayer = new Replayer(
                        producer,
                        topic,
                        URI.create("urn:penumbra:replay"),
                        rate,
                        n -> from.map(start -> start.plusNanos(n * periodNanos)).orElseGet(clock::instant))) {
            Thread main = Thread.currentThread();
            var stop = new Thread(
                    () -> {
                        replayer.close();
                        try {
                            main.join(PATIENCE.toMillis()); // what was sent still arrives
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            if (labelsAfter.isEmpty()) {
                replayer.replay(samples, counter::at);
            } else {
                try (var labels = new LaterLabels(producer, labelsTopic, labelsAfter.get())) {
                    replayer.replay(samples.map(labels::unlabelled), counter::at);
                }
            }
            counter.end();
        }
    }
}
