package io.penumbra.bench;

import io.penumbra.process.Failure;
import io.penumbra.process.TemporaryFolder;
import io.penumbra.service.Topics;
import io.penumbra.tally.Tally;
import io.penumbra.tally.TallyListener;
import io.penumbra.tally.TallySettings;
import io.penumbra.tally.TallyStreams;
import io.penumbra.wire.v1.Score;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What images cost that wait for their labels: speed, memory, disk, and the time to restore them. */
final class WaitingBench implements AutoCloseable {
    private static final String SCORES = "waiting.scores";
    private static final String LABELS = "waiting.labels";
    private static final String TALLIES = "waiting.tallies";
    private static final String EXEMPLARS = "waiting.exemplars";
    private static final String REFERENCES = "waiting.references";
    private static final String FLIPS = "waiting.flips";
    private static final String CLAIMS = "waiting.claims";
    private static final String FORGOTTEN = "waiting.forgotten";
    private static final String DEAD_LETTERS = "waiting.dlq";
    private static final int PARTITIONS = 4;
    private static final List<String> CANDIDATES =
            List.of("pruned-50", "pruned-90", "pruned-95", "int8-static", "int8-dynamic");
    private static final Duration SPAN = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofDays(7);
    private static final Duration SAMPLING = Duration.ofMillis(50);

    private final Map<String, Object> connection;
    private final Admin admin;
    private final int images;
    private final int threads;
    private final TemporaryFolder state = new TemporaryFolder("penumbra-bench-");

    /**
     * Memory in bytes.
     *
     * @param heap used on the heap after a collection
     * @param resident of the whole process; 0 if the system does not tell
     */
    record Memory(long heap, long resident) {
        static Memory now() {
            System.gc();
            return new Memory(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentBytes());
        }

        private static long residentBytes() {
            try (var lines = Files.lines(Path.of("/proc/self/status"))) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                        .findAny()
                        .orElse(0);
            } catch (IOException e) {
                return 0;
            }
        }
    }

    /**
     * What was measured.
     *
     * @param without scores through a tally that waits for no label
     * @param counted scores through a tally that waits
     * @param joined labels, each of another image
     * @param before memory before any image waits
     * @param waiting memory while all images wait
     * @param disk size of the task's stores, in bytes
     * @param changelog size of the topics that restore them, in bytes
     * @param restored time to restore all images on a machine that has none
     */
    record Result(
            Rate without,
            Rate counted,
            Rate joined,
            Memory before,
            Memory waiting,
            long disk,
            long changelog,
            Duration restored) {}

    /** Sends {@code images} unlabelled scores, over an hour of event time that ends {@code now}. */
    WaitingBench(Map<String, Object> connection, Admin admin, int images, int threads, Instant now)
            throws ExecutionException, InterruptedException {
        this.connection = connection;
        this.admin = admin;
        this.images = images;
        this.threads = threads;
        Topics.create(
                admin,
                Stream.of(SCORES, LABELS, TALLIES, EXEMPLARS, REFERENCES, FLIPS, CLAIMS, FORGOTTEN, DEAD_LETTERS)
                        .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                        .toList());
        var made = new SyntheticScores(1, CANDIDATES, 2, now.minus(SPAN), SPAN.dividedBy(images));
        send(Stream.generate(made::next)
                .limit(images)
                .map(score -> new ProducerRecord<>(SCORES, id(score), unlabelled(score))));
    }

    private static byte[] id(Score score) {
        return score.getImageIdBytes().toByteArray();
    }

    private static byte[] unlabelled(Score score) {
        return score.toBuilder().clearLabel().build().toByteArray();
    }

    private void send(Stream<ProducerRecord<byte[], byte[]>> records) {
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    private TallyStreams tally(String group, boolean waits) {
        var settings = new TallySettings(
                new TallySettings.Topics(
                        SCORES, TALLIES, EXEMPLARS, REFERENCES, FLIPS, CLAIMS, FORGOTTEN, DEAD_LETTERS),
                SyntheticScores.values(),
                Duration.ofHours(25),
                Duration.ofDays(1000),
                Duration.ofHours(25),
                30,
                waits ? Optional.of(new TallySettings.Labels(LABELS, DEAD_LETTERS, WAIT)) : Optional.empty());
        var streams = new TallyStreams(TallyListener.SILENT, System::currentTimeMillis);
        streams.open(
                settings,
                Tally.properties(connection, group, group, state.path().toString(), threads),
                false);
        streams.start();
        return streams;
    }

    Result run() throws InterruptedException, ExecutionException {
        Rate without;
        try (var streams = tally("without", false)) {
            without = new GroupCommits(admin, "without", SCORES, images).rate(streams::dead);
        }
        Memory before = Memory.now();
        Rate counted;
        Memory waiting;
        long disk;
        Rate joined;
        try (var streams = tally("waiting", true)) {
            counted = new GroupCommits(admin, "waiting", SCORES, images).rate(streams::dead);
            waiting = Memory.now();
            disk = bytes(state.path());
            send(IntStream.range(0, images)
                    .mapToObj(i -> new ProducerRecord<>(
                            LABELS,
                            SyntheticScores.id(i).getBytes(StandardCharsets.UTF_8),
                            ("{\"label\": \"" + (i % 7 == 0 ? "blond" : "not_blond") + "\"}")
                                    .getBytes(StandardCharsets.UTF_8))));
            joined = new GroupCommits(admin, "waiting", LABELS, images).rate(streams::dead);
        }
        long changelog = changelog();
        TemporaryFolder.delete(state.path());
        long start = System.nanoTime();
        try (var streams = tally("waiting", true)) {
            await(() -> streams.trouble("not opened").isEmpty() || streams.dead());
            return new Result(
                    without,
                    counted,
                    joined,
                    before,
                    waiting,
                    disk,
                    changelog,
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            Thread.sleep(SAMPLING.toMillis());
        }
    }

    private static long bytes(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException e) {
            throw new Failure("cannot read the size of " + folder + ": " + e.getMessage(), e);
        }
    }

    private long changelog() throws InterruptedException, ExecutionException {
        var nodes = admin.describeCluster().nodes().get().stream()
                .map(node -> node.id())
                .toList();
        return admin.describeLogDirs(nodes).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith("waiting-")
                        && replica.getKey().topic().endsWith("-changelog"))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    @Override
    public void close() {
        state.close();
    }
}
