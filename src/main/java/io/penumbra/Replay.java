package io.penumbra;

import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.DatasetException;
import io.penumbra.dataset.Partition;
import io.penumbra.dataset.ReplayException;
import io.penumbra.dataset.Replayer;
import io.penumbra.dataset.Sample;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a dataset to any Kafka. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a dataset in CelebA's layout to a Kafka topic, as image events.",
            "The connection is that of the service: kafka.* as -Dname=value before -jar, or environment variables (KAFKA_BOOTSTRAP_SERVERS)."
        })
final class Replay implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--dataset",
            paramLabel = "DIR",
            required = true,
            description = "The folder that holds img_align_celeba.")
    private Path dataset = Path.of(".");

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "One of ${COMPLETION-CANDIDATES}; all of them where it is left out.")
    private Optional<Partition> split = Optional.empty();

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

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Default: ${DEFAULT-VALUE}.")
    private String topic = "penumbra.images";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        if (!(rate >= 0) || limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is 0 or more, --limit 1 or more: --rate " + rate + " --limit " + limit);
        }
        try {
            CelebA celebA = CelebA.open(dataset);
            long count = Math.min(limit, split.map(celebA::size).orElse(celebA.size()));
            Stream<Sample> samples =
                    split.map(celebA::samples).orElseGet(celebA::samples).limit(limit);
            send(samples, count);
        } catch (DatasetException | ReplayException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new Failure(e.getMessage() + ": " + Failure.reason(e), e);
        }
    }

    private void send(Stream<Sample> samples, long count) {
        var counter = new Counter(count);
        long periodNanos = (long) (Duration.ofSeconds(1).toNanos() / (rate == 0 ? 50 : rate));
        var clock = Clock.systemUTC();
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
            replayer.replay(samples, counter::at);
            counter.end();
        }
    }
}
