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

/** Sends a dataset or avatars to any Kafka. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a dataset in CelebA's layout, or avatars, to a Kafka topic as image events.",
            "Set the connection as for the service: kafka.* with -Dname=value before -jar, or with environment variables such as KAFKA_BOOTSTRAP_SERVERS."
        })
public final class Replay implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @ArgGroup(multiplicity = "1")
    private Images images = new Images();

    /** What is sent. */
    static final class Images {
        @Option(names = "--dataset", paramLabel = "DIR", description = "A folder with CelebA.")
        private Optional<Path> dataset = Optional.empty();

        @Option(
                names = "--avatars",
                paramLabel = "N",
                arity = "0..1",
                fallbackValue = "" + Long.MAX_VALUE,
                description =
                        "Draw N avatars that the shipped models have never seen, instead of a dataset. Without N, draw until Ctrl-C.")
        private long avatars;
    }

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "Part of the dataset to send: ${COMPLETION-CANDIDATES} (default: all).")
    private Optional<Partition> split = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Seed of the avatars (default: ${DEFAULT-VALUE}). 1 is refused, because the models were trained on it.")
    private long seed = 2026;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Images per second, 0 for full speed (default: ${DEFAULT-VALUE}).")
    private double rate = 50;

    @Option(names = "--limit", paramLabel = "N", description = "Send at most N images.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Event time of the first image, for example 2026-01-31T12:00:00Z. The others follow at the rate, or at 50 per second. "
                            + "No image may lie in the future (default: now).")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--labels-after",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Send images without labels, and each label TIME after its image, for example 10m, to --labels-topic.")
    private Optional<Duration> labelsAfter = Optional.empty();

    @Option(
            names = "--labels-topic",
            paramLabel = "TOPIC",
            description = "Topic of later labels (default: ${DEFAULT-VALUE}).")
    private String labelsTopic = "penumbra.labels";

    @Option(
            names = "--again",
            description =
                    "Give the images of a dataset new ids, so that they count once more. Avatars always get new ids.")
    private boolean again;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Topic of the images (default: ${DEFAULT-VALUE}).")
    private String topic = "penumbra.images";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        boolean drawn = images.dataset.isEmpty();
        require(rate >= 0 && Double.isFinite(rate), "--rate", rate, "at least 0");
        labelsAfter.ifPresent(after -> require(!after.isNegative(), "--labels-after", after, "at least 0"));
        require(limit >= 1, "--limit", limit, "at least 1");
        require(!drawn || images.avatars >= 1, "--avatars", images.avatars, "at least 1");
        require(
                !drawn || seed != Pictures.TRAINING_SEED,
                "--seed",
                seed,
                "another one, because the models were trained on these avatars");
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

    private void require(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", expected " + expected);
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

    /** Gives samples ids that only this run uses, because an id that was sent before does not count again. */
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
                            main.join(PATIENCE.toMillis()); // images that were sent still arrive
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
