package io.penumbra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.avatar.Avatars;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.Poison;
import io.penumbra.model.ColourModels;
import io.penumbra.service.PenumbraProcess;
import io.penumbra.service.Recount;
import io.penumbra.service.ServiceIT;
import io.penumbra.tally.SentLabel;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the packaged service and a broker, while images and labels flow: whatever dies, stalls or sends garbage, in the end the page of
 * metrics holds exactly what a recount of the raw topics gives.
 */
class ChaosIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> TOPICS =
            List.of("images", "scores", "tallies", "exemplars", "references", "labels");
    private static final int KILLS = 20;

    private final Path folder;
    private final Random random = new Random(20_261_129);
    private final Map<String, PenumbraProcess> instances = new HashMap<>();
    private final List<String> happened = new ArrayList<>();
    private BrokerProcess broker;
    private TestKafka kafka;
    private Feeder feeder;
    private int kills;
    private int poisoned;

    ChaosIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void startBrokerInstancesAndStream() throws IOException {
        broker = new BrokerProcess(Files.createDirectory(folder.resolve("kafka")));
        kafka = new TestKafka(broker.bootstrapServers(), () -> {});
        Avatars.write(folder.resolve("avatars"), 5, 1, 60, Split.TEST_ONLY, written -> {});
        ColourModels.layOutForAvatars(Files.createDirectory(folder.resolve("models")));
        List.of("one", "two").forEach(this::serve);
        instances.values().forEach(this::awaitReady);
        feeder = new Feeder(
                broker.bootstrapServers(),
                CelebA.open(folder.resolve("avatars")).samples().toList(),
                "images",
                "labels");
    }

    @AfterEach
    void stop() {
        feeder.close();
        instances.values().forEach(PenumbraProcess::close);
        broker.close();
    }

    /** The second instance reaches the broker through the proxy alone. */
    private Map<String, String> properties(String instance) {
        var properties = new HashMap<String, String>();
        properties.put(
                "kafka.bootstrap.servers",
                instance.equals("two") ? broker.bootstrapThroughProxy() : broker.bootstrapServers());
        // so that a killed instance is not waited for longer than needed
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "1000");
        properties.put("penumbra.models", folder.resolve("models/models.yaml").toString());
        properties.put("penumbra.group", "chaos");
        properties.put("penumbra.instance", instance);
        properties.put("penumbra.tally.state-dir", state(instance).toString());
        properties.put("penumbra.scoring.batch", "16");
        properties.put("penumbra.scoring.threads", "1");
        properties.put("penumbra.scoring.max-bytes", Integer.toString(Poison.MOST_BYTES));
        for (String topic : TOPICS) {
            properties.put("penumbra.topics." + topic, topic);
        }
        properties.put("penumbra.topics.images-dead-letters", "images.dlq");
        properties.put("penumbra.topics.scores-dead-letters", "scores.dlq");
        properties.put("penumbra.topics.labels-dead-letters", "labels.dlq");
        return properties;
    }

    private Path state(String instance) {
        return folder.resolve("state-" + instance);
    }

    private void serve(String instance) {
        instances.put(instance, PenumbraProcess.start(properties(instance), "serve"));
    }

    private PenumbraProcess instance(String name) {
        return instances.get(name);
    }

    private void awaitReady(PenumbraProcess process) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> process.isAlive() && process.isReady());
    }

    private void killAndServe(String name) {
        instance(name).kill();
        instances.put(name, instance(name).again(properties(name), "serve"));
        kills++;
    }

    /** An instance may end by itself, with one sentence; whoever runs it starts it again. */
    private void serveWhatEnded() {
        for (String name : List.of("one", "two")) {
            if (!instance(name).isAlive()) {
                note(name + " ended by itself: " + lastLines(instance(name)));
                instances.put(name, instance(name).again(properties(name), "serve"));
            }
        }
    }

    private static String lastLines(PenumbraProcess process) {
        List<String> lines = (process.out() + process.err()).lines().toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private static void signal(PenumbraProcess process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static void pause(int atLeastMs, int atMostMs, Random random) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(atLeastMs + random.nextInt(atMostMs - atLeastMs));
    }

    private void note(String what) {
        happened.add(what);
        System.out.println("chaos: " + what);
    }

    @Test
    void whateverDiesStallsOrSendsGarbageTheRecountIsEqual() throws Exception {
        feeder.start();
        while (kills < KILLS) {
            switch (random.nextInt(8)) {
                case 0, 1 -> kill("one");
                case 2, 3 -> kill("two");
                case 4 -> killBroker();
                case 5 -> poisonEveryTopic();
                case 6 -> cutAndStall();
                default -> {
                    stopForAWhile("one");
                    leaveATransactionOpen();
                }
            }
            pause(2_000, 7_000, random);
            serveWhatEnded();
        }
        note(kills + " kills, " + happened.size() + " events, " + feeder.images() + " images");
        assertRecountIsEqual();
        smallHeap();
        fullDisk();
    }

    private void kill(String name) {
        note("kill -9 of instance " + name);
        killAndServe(name);
    }

    private void killBroker() throws InterruptedException {
        note("kill -9 of the broker");
        broker.killAndStart();
        kills++;
    }

    private void poisonEveryTopic() {
        note("poison on every topic");
        for (String topic : TOPICS) {
            for (int i = 0; i < 5; i++) {
                byte[] key = new byte[random.nextInt(40)];
                byte[] value = new byte[random.nextInt(400)];
                random.nextBytes(key);
                random.nextBytes(value);
                feeder.poison(new ProducerRecord<>(topic, 0, key, value));
            }
        }
        for (Poison kind : Poison.values()) {
            feeder.poison(kind.record("images", "poison-" + poisoned++));
        }
    }

    private void cutAndStall() throws InterruptedException {
        note("the connections of instance two are cut, then stalled for 12 s");
        broker.proxy().cut();
        pause(500, 1_500, random);
        broker.proxy().stall();
        TimeUnit.SECONDS.sleep(12);
        broker.proxy().goOn();
    }

    private void stopForAWhile(String name) throws Exception {
        note("instance " + name + " is stopped for 15 s");
        signal(instance(name), "STOP");
        TimeUnit.SECONDS.sleep(15);
        signal(instance(name), "CONT");
    }

    /** Somebody's producer begins a transaction on scores and never ends it, so that readers of what is committed wait. */
    private void leaveATransactionOpen() {
        note("a transaction on scores is left open for 5 s");
        KafkaProducer<byte[], byte[]> producer = kafka.producer(
                Map.of("transactional.id", "foreign-" + UUID.randomUUID(), "transaction.timeout.ms", 5000));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("scores", 0, new byte[] {1}, new byte[] {2}));
        producer.flush();
        producer.close(Duration.ZERO);
    }

    /** One instance with a heap that is too small, while images flow. It may die of it, and count nothing twice. */
    private void smallHeap() throws Exception {
        note("instance one has a heap of 56 MB");
        feeder.start();
        instance("one").kill();
        instances.put("one", PenumbraProcess.serveWithHeap("56m", properties("one")));
        TimeUnit.SECONDS.sleep(25);
        note("it " + (instance("one").isAlive() ? "lives" : "ended: " + lastLines(instance("one"))));
        killAndServe("one");
        assertRecountIsEqual();
    }

    /** The disk of one instance's state has no space left, while images flow. */
    private void fullDisk() throws Exception {
        instance("one").kill();
        Path disk = Files.createDirectories(state("one"));
        run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
        try {
            instances.put("one", instance("one").again(properties("one"), "serve"));
            awaitReady(instance("one"));
            note("the disk of instance one is full");
            feeder.start();
            fill(disk.resolve("filler"));
            TimeUnit.SECONDS.sleep(20);
            note("it " + (instance("one").isAlive() ? "lives" : "ended: " + lastLines(instance("one"))));
            Files.delete(disk.resolve("filler"));
            instance("one").kill();
        } finally {
            run("umount", "-l", disk.toString());
        }
        instances.put("one", instance("one").again(properties("one"), "serve"));
        assertRecountIsEqual();
    }

    private static void fill(Path file) throws IOException {
        byte[] some = new byte[1 << 12];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // now it is full
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private List<Score> scores() {
        return kafka.committed("scores").stream()
                .filter(record -> record.key() != null && new String(record.key()).startsWith("image-"))
                .map(ServiceIT::score)
                .toList();
    }

    private PenumbraProcess exporter() {
        Optional<PenumbraProcess> exporter = instances.values().stream()
                .filter(PenumbraProcess::isAlive)
                .filter(process -> scored(process) >= 0)
                .findFirst();
        return exporter.orElseThrow(() -> new AssertionError("nobody exports the view"));
    }

    private static double scored(PenumbraProcess process) {
        return process.metrics()
                .value("penumbra_scored_images", Map.of("subgroup", "all", "window", "version"))
                .orElse(-1);
    }

    private void assertRecountIsEqual() throws Exception {
        feeder.stop();
        int images = feeder.images();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            serveWhatEnded();
            return kafka.lag("chaos-scoring", "images") == 0;
        });
        List<Score> expected = SentLabel.applied(scores(), feeder.labels());
        assertThat(expected.stream().map(Score::getImageId))
                .as("images that were scored")
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, images).mapToObj(n -> "image-" + n).toList());
        var recount = new Recount(expected);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            serveWhatEnded();
            recount.assertShownBy(exporter().metrics());
        });
        note("recounted: " + images + " images, " + feeder.labels().size() + " labels");
    }
}
