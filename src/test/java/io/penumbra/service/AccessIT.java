package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import io.penumbra.avatar.Avatars;
import io.penumbra.containers.Containers;
import io.penumbra.containers.ImageIT;
import io.penumbra.containers.NeedsContainers;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageRecords;
import io.penumbra.image.Poison;
import io.penumbra.manifests.ManifestsTest;
import io.penumbra.metrics.Page;
import io.penumbra.replay.Replayer;
import io.penumbra.tally.SentLabel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** The service as the user of the manifests, on a broker that lets nobody do what no ACL grants, with topics that somebody else has made. */
@NeedsContainers
class AccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int IMAGES = 30;
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"penumbra\" password=\"secret\"";

    @TempDir
    private Path folder;

    /** The listener inside the network asks for a password; the others are the super user's. */
    private static void secure(CreateContainerCmd broker) {
        var env = new ArrayList<>(Arrays.asList(broker.getEnv()));
        env.replaceAll(variable -> variable.replace("TC-0:PLAINTEXT", "TC-0:SASL_PLAINTEXT"));
        assertThat(env).anyMatch(variable -> variable.contains("TC-0:SASL_PLAINTEXT"));
        env.addAll(List.of(
                "KAFKA_AUTHORIZER_CLASS_NAME=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "KAFKA_SUPER_USERS=User:ANONYMOUS",
                // more than there are: what would be created so is not
                "KAFKA_DEFAULT_REPLICATION_FACTOR=2",
                "KAFKA_SASL_ENABLED_MECHANISMS=PLAIN",
                "KAFKA_LISTENER_NAME_TC___0_PLAIN_SASL_JAAS_CONFIG=" + LOGIN + " user_penumbra=\"secret\";"));
        broker.withEnv(env);
    }

    /** What Strimzi makes of the user. */
    private static List<AclBinding> acls() throws Exception {
        var bindings = new ArrayList<AclBinding>();
        JsonNode user = ManifestsTest.documents(Files.readString(Path.of("deploy/components/strimzi/user.yaml")))
                .get(0);
        String principal = "User:" + user.path("metadata").path("name").asText();
        for (JsonNode acl : user.path("spec").path("authorization").path("acls")) {
            JsonNode resource = acl.path("resource");
            boolean prefix = resource.path("patternType").asText("literal").equals("prefix");
            var pattern = new ResourcePattern(
                    resource.path("type").asText().equals("transactionalId")
                            ? ResourceType.TRANSACTIONAL_ID
                            : ResourceType.fromString(resource.path("type").asText()),
                    resource.path("name").asText(),
                    prefix ? PatternType.PREFIXED : PatternType.LITERAL);
            for (JsonNode operation : acl.path("operations")) {
                bindings.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                principal, "*", operation(operation.asText()), AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    /** Strimzi writes DescribeConfigs, Kafka DESCRIBE_CONFIGS. */
    private static AclOperation operation(String strimzi) {
        return AclOperation.valueOf(
                strimzi.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private static GenericContainer<?> asUser(Network network, String... command) {
        return Containers.service(network, command)
                .withEnv("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
                .withEnv("KAFKA_SASL_MECHANISM", "PLAIN")
                .withEnv("KAFKA_SASL_JAAS_CONFIG", LOGIN + ";");
    }

    @Test
    void userMayDoWhatTheServiceDoesAndNoMore() throws Exception {
        Containers.serviceImage();
        try (var network = Network.newNetwork();
                var broker = Containers.broker()
                        .withNetwork(network)
                        .withListener(Containers.INSIDE)
                        .withCreateContainerCmdModifier(AccessIT::secure)) {
            broker.start();
            try (var kafka = new TestKafka(broker.getBootstrapServers(), () -> {});
                    var admin = Admin.create(kafka.connection())) {
                Topics.create(
                        admin,
                        Topics.all(
                                        ManifestsTest.defaults(),
                                        ManifestsTest.defaults().topics().partitions())
                                .stream()
                                .map(topic -> new NewTopic(topic.name(), topic.numPartitions(), (short) 1)
                                        .configs(topic.configs()))
                                .toList());
                admin.createAcls(acls()).all().get();
                scores(network, kafka);
                List<ConfigResource> changelogs = admin.listTopics().names().get().stream()
                        .filter(topic -> topic.matches("penumbra-tally-.*-changelog"))
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
                assertThat(changelogs).isNotEmpty();
                assertThat(admin.describeConfigs(changelogs).all().get().values())
                        .allSatisfy(config -> assertThat(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                                        .source())
                                .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG));
                try (var writer = asUser(network, "replay", "--avatars", "1")) {
                    assertThat(Containers.exitCode(writer)).isEqualTo(1);
                    assertThat(writer.getLogs()).contains("Not authorized to access topics: [penumbra.images]");
                }
            }
        }
    }

    private void scores(Network network, TestKafka kafka) throws Exception {
        Avatars.write(folder, 78, 1, IMAGES, Split.TEST_ONLY, written -> {});
        try (var service = asUser(network, "serve")
                .withEnv("PENUMBRA_MODELS", "/opt/penumbra/models/models.yaml")
                .withEnv("PENUMBRA_INSTANCE", "penumbra-0")
                .withEnv("PENUMBRA_TOPICS_CREATE", "false")
                .withEnv("PENUMBRA_TOPICS_REPLICATION", "1")
                .withEnv("KAFKA_TOPIC_MIN_INSYNC_REPLICAS", "1")
                .withEnv("KAFKA_NUM_STANDBY_REPLICAS", "1")
                .withExposedPorts(8080, 9000)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE))) {
            service.start();
            kafka.producer().send(Poison.values()[0].record("penumbra.images", "poison"));
            List<Sample> samples = CelebA.open(folder).samples().toList();
            new Replayer(kafka.producer(), "penumbra.images", URI.create("/test"), 0, n -> Instant.now())
                    .replay(samples.stream(), sent -> {});
            ImageEvent unlabelled = ImageEvent.of(
                    "late",
                    Instant.now(),
                    Optional.empty(),
                    Map.of(),
                    "image/jpeg",
                    samples.get(0).read());
            kafka.producer().send(ImageRecords.write("penumbra.images", URI.create("/test"), unlabelled));
            awaitShown(service, "penumbra_scored_images", IMAGES + 1);
            awaitShown(service, "penumbra_labelled_images", IMAGES);
            byte[] late = "late".getBytes(StandardCharsets.UTF_8);
            kafka.producer()
                    .send(new ProducerRecord<>(
                            "penumbra.labels",
                            late,
                            SentLabel.of("late", "blond").value()));
            kafka.producer().send(new ProducerRecord<>("penumbra.labels", late, new byte[] {'{'}));
            awaitShown(service, "penumbra_labelled_images", IMAGES + 1);
            await().atMost(PATIENCE)
                    .until(() -> kafka.committed("penumbra.labels.dlq").size() == 1);
            assertThat(kafka.committed("penumbra.images.dlq")).hasSize(1);
            kafka.producer().send(new ProducerRecord<>("penumbra.scores", late, new byte[] {1, 2, 3}));
            await().atMost(PATIENCE)
                    .until(() -> kafka.committed("penumbra.scores.dlq").size() == 1);
            assertThat(put(
                            service,
                            "/api/v1/references/full",
                            "{\"subgroups\": {\"sex=male\": {\"subgroup_share\": 0.4}}}"))
                    .isEqualTo(200);
            assertThat(kafka.committed("penumbra.references")).isNotEmpty();
            await().atMost(PATIENCE)
                    .until(() -> !kafka.committed("penumbra.verdicts").isEmpty());
            assertThat(service.getLogs()).doesNotContain("uthorization", "Not authorized");
        }
    }

    private static int put(GenericContainer<?> service, String path, String json) throws Exception {
        var uri = URI.create("http://" + service.getHost() + ":" + service.getMappedPort(8080) + path);
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void awaitShown(GenericContainer<?> service, String metric, int value) {
        await().atMost(PATIENCE)
                .until(() -> new Page(ImageIT.get(service, "/q/metrics").body())
                                .value(metric, Map.of("subgroup", "all", "window", "version"))
                                .orElse(0)
                        == value);
    }
}
