package io.penumbra.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penumbra.avatar.Avatars;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.Certificates;
import io.penumbra.embedded.SecuredKafka;
import io.penumbra.embedded.TestKafka;
import io.penumbra.embedded.WatchedAuthorizer;
import io.penumbra.event.Receiver;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageRecords;
import io.penumbra.image.Poison;
import io.penumbra.manifests.ManifestsTest;
import io.penumbra.model.ColourModels;
import io.penumbra.replay.Replayer;
import io.penumbra.tally.SentLabel;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service as the user of the manifests, by its password and by its certificate. The broker lets nobody do what no ACL grants, and
 * somebody else has made the topics.
 */
class KafkaSecurityIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int IMAGES = 30;
    private static final URI SOURCE = URI.create("/test");
    private static final String PASSWORD = "the-password-of-penumbra";
    private static final String BY_PASSWORD = "User:penumbra";
    private static final String BY_CERTIFICATE = "User:CN=penumbra";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path shared;

    private static Certificates certificates;
    private static SecuredKafka broker;
    private static TestKafka kafka;
    private static Admin admin;
    private static Path models;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(Files.createDirectory(shared.resolve("certificates")));
        for (String name : List.of("broker", "penumbra")) {
            certificates.sign(name);
        }
        broker = new SecuredKafka(certificates);
        kafka = broker.superUser();
        admin = Admin.create(kafka.connection());
        models = ColourModels.layOutForAvatars(Files.createDirectory(shared.resolve("models")));
        PenumbraConfig defaults = ManifestsTest.defaults();
        Topics.create(
                admin,
                Topics.all(defaults, defaults.topics().partitions()).stream()
                        .map(topic ->
                                new NewTopic(topic.name(), topic.numPartitions(), (short) 1).configs(topic.configs()))
                        .toList());
        for (String user : List.of("penumbra", "camera")) {
            var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, info, PASSWORD)))
                    .all()
                    .get();
        }
        for (String principal : List.of(BY_PASSWORD, BY_CERTIFICATE)) {
            admin.createAcls(UserAcls.of(principal)).all().get();
        }
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    private Map<String, String> service(Map<String, String> connection) {
        var properties = new HashMap<>(connection);
        properties.put("kafka.topic.min.insync.replicas", "1");
        properties.put("kafka.num.standby.replicas", "1");
        properties.put("penumbra.models", models.toString());
        properties.put("penumbra.subgroups", "{sex: [female, male], age: [young, old]}");
        properties.put("penumbra.topics.create", "false");
        properties.put("penumbra.topics.replication", "1");
        properties.put("penumbra.instance", "penumbra-0");
        properties.put("penumbra.tally.state-dir", folder.resolve("state").toString());
        return properties;
    }

    private static Map<String, String> connection(Map<String, String> client) {
        var properties = new HashMap<String, String>();
        client.forEach((name, value) -> properties.put("kafka." + name, value));
        properties.put("kafka.ssl.truststore.type", "PEM");
        properties.put(
                "kafka.ssl.truststore.location", certificates.file("ca.crt").toString());
        return properties;
    }

    /** Clients read the values of settings from the files of this folder, as docs/security.md says. */
    private static Map<String, String> fromFiles(Map<String, String> connection, Path files) {
        var properties = new HashMap<>(connection);
        properties.put("kafka.config.providers", "files");
        properties.put(
                "kafka.config.providers.files.class",
                "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        properties.put("kafka.config.providers.files.param.allowed.paths", files.toString());
        return properties;
    }

    private Map<String, String> byPassword(String user, String password) throws Exception {
        Files.writeString(
                folder.resolve("sasl.jaas.config"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
        var properties = fromFiles(connection(broker.scram()), folder);
        properties.put("kafka.sasl.jaas.config", "$${files:%s:sasl.jaas.config}".formatted(folder));
        return properties;
    }

    private static Map<String, String> byCertificate(Certificates of) {
        Path files = of.file("penumbra.key").getParent();
        var properties = fromFiles(connection(broker.mutualTls()), files);
        properties.put("kafka.ssl.keystore.type", "PEM");
        properties.put("kafka.ssl.keystore.key", "$${files:%s:penumbra.key}".formatted(files));
        properties.put("kafka.ssl.keystore.certificate.chain", "$${files:%s:penumbra.crt}".formatted(files));
        return properties;
    }

    private static void awaitReady(PenumbraProcess service) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(service.isReady())
                        .as("%s %s %s", service.readiness(), service.out(), service.err())
                        .isTrue());
    }

    private static void awaitShown(PenumbraProcess service, String metric, double value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown(service, metric)).isEqualTo(value));
    }

    private static double shown(PenumbraProcess service, String metric) {
        return service.metrics()
                .value(metric, Map.of("subgroup", "all", "window", "version"))
                .orElse(0);
    }

    /** Sends labelled avatars. */
    private List<Sample> send(int seed) throws Exception {
        Path avatars = folder.resolve("avatars-" + seed);
        Avatars.write(avatars, seed, 1, IMAGES, Split.TEST_ONLY, written -> {});
        List<Sample> samples = CelebA.open(avatars)
                .samples()
                .map(sample -> sample.withId(seed + "-" + sample.id()))
                .toList();
        new Replayer(kafka.producer(), "penumbra.images", SOURCE, 0, n -> Instant.now())
                .replay(samples.stream(), sent -> {});
        return samples;
    }

    private static void send(String topic, String key, byte[] value) {
        kafka.send(List.of(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)));
    }

    private static void awaitRecords(String topic) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(kafka.committed(topic)).as(topic).isNotEmpty());
    }

    private static String ask(PenumbraProcess service, String method, String path, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service.restUrl() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(200);
        return answer.body();
    }

    @Test
    void userMayDoWhatTheServiceDoesAndNoMore() throws Exception {
        try (var receiver = new Receiver(n -> 204)) {
            Map<String, String> properties = service(byPassword("penumbra", PASSWORD));
            properties.put("penumbra.verdict.webhook.url", receiver.url().toString());
            try (var service = PenumbraProcess.start(properties, "serve")) {
                awaitReady(service);
                scores(service);
                await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
                assertThat(service.out() + service.err()).doesNotContainIgnoringCase("authoriz");
            }
            assertChangelogsHaveTheirSettings();
            assertThat(WatchedAuthorizer.refused())
                    .as("what the user may not do")
                    .noneMatch(asked -> asked.principal().equals(BY_PASSWORD));
            assertThat(unneeded()).as("rights that nothing needs").isEmpty();
        }
    }

    /** Everything that needs a right. */
    private void scores(PenumbraProcess service) throws Exception {
        List<Sample> samples = send(78);
        kafka.producer().send(Poison.values()[0].record("penumbra.images", "poison"));
        for (Sample sample : samples) {
            ImageEvent unlabelled = ImageEvent.of(
                    "late-" + sample.id(), Instant.now(), Optional.empty(), Map.of(), "image/jpeg", sample.read());
            kafka.producer().send(ImageRecords.write("penumbra.images", SOURCE, unlabelled));
        }
        awaitShown(service, "penumbra_scored_images", 2 * IMAGES);
        awaitShown(service, "penumbra_labelled_images", IMAGES);
        String late = "late-" + samples.get(0).id();
        send("penumbra.labels", late, SentLabel.of(late, "blond").value());
        awaitShown(service, "penumbra_labelled_images", IMAGES + 1);
        send("penumbra.labels", late, new byte[] {'{'});
        send("penumbra.scores", late, new byte[] {1, 2, 3});
        Stream.of("penumbra.images.dlq", "penumbra.labels.dlq", "penumbra.scores.dlq")
                .forEach(KafkaSecurityIT::awaitRecords);
        assertThat(ask(service, "GET", "/stream/dead-letters", ""))
                .contains("penumbra.images.dlq", "penumbra.labels.dlq", "penumbra.scores.dlq");

        JsonNode next = new ObjectMapper().readTree(ask(service, "GET", "/api/v1/audit?by=ada&blind=false", ""));
        JsonNode image = next.path("data").path("images").path(0);
        assertThat(service.fetch(image.path("image").asText()).statusCode()).isEqualTo(200);
        String path = "/api/v1/audit/" + URLEncoder.encode(image.path("imageId").asText(), UTF_8) + "?by=ada";
        ask(service, "POST", path, "{\"label\": \"blond\"}");
        awaitRecords("penumbra.claims");

        ask(service, "PUT", "/api/v1/references/full", "{\"subgroups\": {\"sex=male\": {\"subgroup_share\": 0.4}}}");
        awaitRecords("penumbra.references");
        String forgotten = ask(service, "POST", "/api/v1/forget", "{\"ids\": [\"" + late + "\"]}");
        assertThat(forgotten).contains("penumbra.images").contains("goneBy").doesNotContain("authoriz");
        awaitRecords("penumbra.forgotten");
        assertThat(ask(service, "GET", "/api/v1/gate?candidate=pruned", "")).contains("\"verdict\"");
        awaitRecords("penumbra.verdicts");
    }

    /** The service sets the replicas itself, which lie one higher by default here. */
    private static void assertChangelogsHaveTheirSettings() throws Exception {
        List<ConfigResource> changelogs = admin.listTopics().names().get().stream()
                .filter(topic -> topic.matches("penumbra-tally-.*-changelog"))
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        assertThat(changelogs).isNotEmpty();
        assertThat(admin.describeConfigs(changelogs).all().get().values())
                .allSatisfy(config -> assertThat(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                                .source())
                        .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG));
    }

    /** The rights without which the rest would have allowed all that was done. */
    private static List<AclBinding> unneeded() throws Exception {
        List<AclBinding> granted = UserAcls.of(BY_PASSWORD);
        List<WatchedAuthorizer.Asked> done = WatchedAuthorizer.allowed().stream()
                .filter(asked -> asked.principal().equals(BY_PASSWORD))
                .toList();
        return granted.stream()
                .filter(acl -> done.stream()
                        .filter(asked -> UserAcls.allows(acl, asked.operation(), asked.resource()))
                        .allMatch(asked -> granted.stream()
                                .anyMatch(other ->
                                        other != acl && UserAcls.allows(other, asked.operation(), asked.resource()))))
                .toList();
    }

    @Test
    void certificateOpensTheSameDoors() throws Exception {
        try (var service = PenumbraProcess.start(service(byCertificate(certificates)), "serve")) {
            awaitReady(service);
            double before = shown(service, "penumbra_labelled_images");
            send(79);
            awaitShown(service, "penumbra_labelled_images", before + IMAGES);
            assertThat(WatchedAuthorizer.allowed())
                    .anyMatch(asked -> asked.principal().equals(BY_CERTIFICATE));
            assertThat(WatchedAuthorizer.refused())
                    .noneMatch(asked -> asked.principal().equals(BY_CERTIFICATE));
        }
    }

    private static void assertEndsWithOneSentence(PenumbraProcess process, String... words) {
        assertThat(process.exitCode(PATIENCE)).isEqualTo(1);
        assertThat(process.err().lines().filter(line -> line.startsWith("penumbra: ")))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains(words));
    }

    @Test
    void writerWithoutTheRightIsRefused() throws Exception {
        for (String user : List.of("camera", "penumbra")) {
            try (var writer = PenumbraProcess.start(byPassword(user, PASSWORD), "replay", "--avatars", "1")) {
                assertEndsWithOneSentence(writer, "Not authorized to access topics: [penumbra.images]");
            }
        }
    }

    @Test
    void writerWithoutACertificateIsRefused() {
        try (var writer = PenumbraProcess.start(connection(broker.mutualTls()), "replay", "--avatars", "1")) {
            assertEndsWithOneSentence(writer, "kafka.ssl.keystore");
        }
    }

    @Test
    void wrongPasswordEndsTheServiceWithTheSettingsName() throws Exception {
        try (var service = PenumbraProcess.start(service(byPassword("penumbra", "wrong")), "serve")) {
            assertEndsWithOneSentence(service, "kafka.sasl.jaas.config", "invalid credentials");
            assertThat(service.err() + service.out()).doesNotContain("\tat ");
        }
    }

    @Test
    void certificateOfAnotherAuthorityEndsTheServiceWithTheSettingsName() throws Exception {
        var others = new Certificates(Files.createDirectory(folder.resolve("others")));
        others.sign("penumbra");
        try (var service = PenumbraProcess.start(service(byCertificate(others)), "serve")) {
            assertEndsWithOneSentence(service, "kafka.ssl.keystore");
            assertThat(service.err() + service.out()).doesNotContain("\tat ");
        }
    }
}
