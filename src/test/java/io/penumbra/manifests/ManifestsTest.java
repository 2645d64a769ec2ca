package io.penumbra.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.penumbra.containers.Containers;
import io.penumbra.process.Background;
import io.penumbra.scoring.ScoringLoop;
import io.penumbra.service.PenumbraConfig;
import io.penumbra.service.Topics;
import io.penumbra.tally.TallyStreams;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests: whole, and in step with the service. */
public class ManifestsTest {
    private static final Path DEPLOY = Path.of("deploy");

    private static final Set<String> OF_THE_JVM = Set.of("PROCESSORS", "JAVA_TOOL_OPTIONS");

    private static final Set<String> OF_A_TRIGGER = Set.of(
            "bootstrapServers",
            "consumerGroup",
            "topic",
            "lagThreshold",
            "activationLagThreshold",
            "offsetResetPolicy",
            "allowIdleConsumers",
            "scaleToZeroOnInvalidOffset",
            "excludePersistentLag",
            "limitToPartitionsWithLag",
            "version",
            "partitionLimitation",
            "sasl",
            "tls",
            "unsafeSsl");

    private static final ObjectMapper YAML = new YAMLMapper();

    public static List<JsonNode> documents(String yaml) throws IOException {
        try (var parser = YAML.createParser(yaml)) {
            return StreamSupport.stream(
                            ((Iterable<JsonNode>) () -> {
                                        try {
                                            return YAML.readValues(parser, JsonNode.class);
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    })
                                    .spliterator(),
                            false)
                    .toList();
        }
    }

    static List<JsonNode> sources(String folder) throws IOException {
        var all = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.walk(DEPLOY.resolve(folder))) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".yaml") && !path.endsWith("kustomization.yaml"))
                    .toList()) {
                all.addAll(documents(Files.readString(file)));
            }
        }
        return all;
    }

    private static JsonNode only(List<JsonNode> manifests, String kind) {
        List<JsonNode> found = manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** What an overlay makes; skips the test where no Kustomize 5 is, which fails where {@code CONTAINERS} is {@code required}. */
    static List<JsonNode> rendered(Path overlay) throws IOException {
        String folder = overlay.toString();
        if (run("kubectl", "version", "--client").orElse("").contains("Kustomize Version: v5")) {
            return documents(run("kubectl", "kustomize", folder).orElseThrow());
        }
        if (run("kustomize", "version").orElse("").contains("v5.")) {
            return documents(run("kustomize", "build", folder).orElseThrow());
        }
        assertThat(System.getenv("CONTAINERS"))
                .as("no Kustomize 5 is here, neither kubectl's nor by itself")
                .isNotEqualTo("required");
        System.out.printf(
                "SKIPPED: overlay %s, since no Kustomize 5 is here, neither kubectl's nor by itself%n", overlay);
        return abort("no Kustomize 5");
    }

    private static List<JsonNode> rendered(String overlay) throws IOException {
        return rendered(DEPLOY.resolve("overlays").resolve(overlay));
    }

    private static Optional<String> run(String... line) {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(out) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void overlaysAreWhole(String overlay) throws IOException {
        List<JsonNode> manifests = rendered(overlay);
        // from elsewhere: the user's secret and the cluster's certificate are Strimzi's, and who may sign in is said by
        // hand
        var names = new HashSet<>(Set.of("Secret/penumbra", "Secret/penumbra-access", "Secret/kafka-cluster-ca-cert"));
        for (JsonNode manifest : manifests) {
            assertThat(names.add(manifest.path("kind").asText() + "/"
                            + manifest.path("metadata").path("name").asText()))
                    .as("%s twice", manifest.path("metadata"))
                    .isTrue();
        }
        JsonNode pod = only(manifests, "StatefulSet").path("spec").path("template");
        JsonNode container = pod.path("spec").path("containers").path(0);
        var needed = new HashSet<String>();
        each(container.path("envFrom"))
                .forEach(from -> needed.add(
                        "ConfigMap/" + from.path("configMapRef").path("name").asText()));
        container
                .path("env")
                .findValues("secretKeyRef")
                .forEach(ref -> needed.add("Secret/" + ref.path("name").asText()));
        pod.findValues("claimName").forEach(name -> needed.add("PersistentVolumeClaim/" + name.asText()));
        pod.findValues("secretName").forEach(name -> needed.add("Secret/" + name.asText()));
        needed.add(
                "ServiceAccount/" + pod.path("spec").path("serviceAccountName").asText());
        assertThat(names).containsAll(needed);
        Set<String> volumes = Stream.concat(
                        each(pod.path("spec").path("volumes")),
                        each(only(manifests, "StatefulSet").path("spec").path("volumeClaimTemplates"))
                                .map(claim -> claim.path("metadata")))
                .map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        assertThat(each(container.path("volumeMounts"))
                        .map(mount -> mount.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(variables(manifests, container)).allSatisfy(ManifestsTest::assertIsASetting);
    }

    /** KEDA, Argo Rollouts and Flagger ask from namespaces of their own, where a name without its namespace means nothing. */
    @Test
    void whoeverAsksFromElsewhereIsGivenANameWithItsNamespace() throws IOException {
        List<JsonNode> rendered = rendered("production");
        String namespace =
                only(rendered, "StatefulSet").path("metadata").path("namespace").asText();
        assertThat(namespace).isNotEmpty();
        String suffix = "." + namespace + ".svc:";
        JsonNode trigger = only(rendered, "ScaledObject")
                .path("spec")
                .path("triggers")
                .path(0)
                .path("metadata");
        assertThat(trigger.path("bootstrapServers").asText()).isEqualTo("kafka-kafka-bootstrap" + suffix + 9093);
        assertThat(only(sources("components/keda"), "ScaledObject")
                        .findValue("bootstrapServers")
                        .asText())
                .isEqualTo("kafka-kafka-bootstrap" + suffix + 9092);
        for (String client : List.of("argo-rollouts", "flagger")) {
            for (JsonNode manifest : sources(client)) {
                assertThat(manifest.toString()).doesNotContain("http://penumbra:", "http://prometheus:");
            }
        }
        assertThat(only(sources("argo-rollouts"), "AnalysisTemplate").toString())
                .contains("http://penumbra" + suffix + 8080);
        assertThat(only(sources("flagger"), "Canary").toString()).contains("@penumbra" + suffix + 8080);
    }

    @Test
    void rolloutsAndPrometheusShowTheirTokens() throws IOException {
        JsonNode argo = only(sources("argo-rollouts"), "AnalysisTemplate");
        assertThat(argo.findValue("headers").toString())
                .isEqualTo("[{\"key\":\"Authorization\",\"value\":\"Bearer {{args.token}}\"}]");
        assertThat(argo.findValue("secretKeyRef").path("key").asText()).isEqualTo("token");
        assertThat(only(sources("flagger"), "Canary").findValue("url").asText()).startsWith("http://gate:TOKEN@");
        assertThat(only(sources("components/monitoring"), "PodMonitor")
                        .findValue("authorization")
                        .path("credentials")
                        .toString())
                .isEqualTo("{\"name\":\"penumbra-access\",\"key\":\"metrics-token\"}");
    }

    private static List<String> variables(List<JsonNode> manifests, JsonNode container) {
        var names = new ArrayList<String>();
        each(container.path("env"))
                .map(variable -> variable.path("name").asText())
                .filter(name -> !OF_THE_JVM.contains(name))
                .forEach(names::add);
        manifests.stream()
                .filter(manifest ->
                        manifest.path("metadata").path("name").asText().startsWith("penumbra-")
                                && manifest.path("data").has("KAFKA_BOOTSTRAP_SERVERS"))
                .forEach(manifest -> manifest.path("data").fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** Those of Kafka are Kafka's; ours stand in docs/configuration.md. */
    private static void assertIsASetting(String variable) throws IOException {
        if (variable.startsWith("KAFKA_")) {
            String name = variable.substring("KAFKA_".length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            assertThat(Stream.of(
                                    AdminClientConfig.configNames().stream(),
                                    StreamsConfig.configDef().names().stream(),
                                    ConsumerConfig.configNames().stream().map(StreamsConfig::mainConsumerPrefix),
                                    LogConfig.configNames().stream().map(StreamsConfig::topicPrefix))
                            .flatMap(names -> names))
                    .contains(name);
        } else {
            assertThat(Files.readString(Path.of("docs/configuration.md"))
                            .lines()
                            .filter(line -> line.startsWith("| `penumbra."))
                            .map(line ->
                                    line.split("`")[1].toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")))
                    .contains(variable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void whateverSelectsPodsFindsThoseOfTheService(String overlay) throws IOException {
        List<JsonNode> manifests = rendered(overlay);
        JsonNode template = only(manifests, "StatefulSet").path("spec").path("template");
        List<JsonNode> selectors = Stream.concat(
                        manifests.stream()
                                .filter(manifest -> Set.of(
                                                "Service",
                                                "StatefulSet",
                                                "PodDisruptionBudget",
                                                "NetworkPolicy",
                                                "PodMonitor")
                                        .contains(manifest.path("kind").asText()))
                                .map(manifest -> manifest.path("spec"))
                                .map(spec -> spec.path(spec.has("podSelector") ? "podSelector" : "selector")),
                        template.findValues("labelSelector").stream())
                .toList();
        // two services, three that have one each, anti-affinity and spread; monitoring comes with production
        assertThat(selectors).hasSize(overlay.equals("production") ? 8 : 7);
        Set<Map.Entry<String, JsonNode>> labels =
                template.path("metadata").path("labels").properties();
        assertThat(selectors).allSatisfy(selector -> {
            assertThat(selector.has("matchExpressions")).isFalse();
            assertThat((selector.has("matchLabels") ? selector.path("matchLabels") : selector).properties())
                    .isNotEmpty()
                    .isSubsetOf(labels);
        });
    }

    @Test
    void podIsFoundAndProbedWhereTheServiceAnswers() throws IOException {
        List<JsonNode> base = sources("base");
        JsonNode container = only(base, "StatefulSet")
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0);
        var properties = new Properties();
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        var ports = new HashMap<String, String>();
        each(container.path("ports"))
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asText()));
        assertThat(ports)
                .isEqualTo(Map.of(
                        "http", properties.getProperty("quarkus.http.port"),
                        "management", properties.getProperty("quarkus.management.port")));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode get = container.path(probe).path("httpGet");
            assertThat(get.path("port").asText()).isEqualTo("management");
            assertThat(get.path("path").asText()).isIn("/q/health/live", "/q/health/ready");
        }
        JsonNode endpoint = only(sources("components/monitoring"), "PodMonitor")
                .path("spec")
                .path("podMetricsEndpoints")
                .path(0);
        assertThat(endpoint.path("port").asText()).isEqualTo("management");
        assertThat(endpoint.path("path").asText()).isEqualTo("/q/metrics");
        assertThat(endpoint.path("relabelings").path(0).path("targetLabel").asText())
                .as("the same after a restart")
                .isEqualTo("instance");
    }

    /** Kafka Streams sets the rights of the folder, which it may not where it is the mount itself. */
    @Test
    void stateLiesInAFolderOfItsOwnOnTheVolume() throws IOException {
        JsonNode container = only(sources("base"), "StatefulSet")
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0);
        String folder = each(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals("PENUMBRA_TALLY_STATE_DIR"))
                .map(variable -> variable.path("value").asText())
                .findAny()
                .orElseThrow();
        String mount = each(container.path("volumeMounts"))
                .filter(volume -> volume.path("name").asText().equals("state"))
                .map(volume -> volume.path("mountPath").asText())
                .findAny()
                .orElseThrow();
        assertThat(folder).startsWith(mount + "/");
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("PENUMBRA_TALLY_STATE_DIR=" + folder + " ", "VOLUME " + mount + "\n");
    }

    /** What a part that is closed is waited for. */
    private static long patience(Class<?> part) throws ReflectiveOperationException {
        return patience(part, "PATIENCE");
    }

    private static long patience(Class<?> part, String name) throws ReflectiveOperationException {
        Field patience = part.getDeclaredField(name);
        patience.setAccessible(true);
        return ((Duration) patience.get(null)).toSeconds();
    }

    /** All are closed one after the other. Those of Service are the producer of references, the log of images and the broker's client. */
    @Test
    void whatIsStoppedHasTimeToCloseEverything() throws IOException, ReflectiveOperationException {
        long longest = patience(ScoringLoop.class)
                + 1
                + 2 * patience(Background.class)
                + patience(TallyStreams.class)
                + 3 * patience(io.penumbra.service.Service.class)
                + patience(io.penumbra.service.Service.class, "START_PATIENCE")
                + patience(Class.forName("io.penumbra.model.InferencePool"));
        JsonNode spec = only(sources("base"), "StatefulSet")
                .path("spec")
                .path("template")
                .path("spec");
        JsonNode container = spec.path("containers").path(0);
        // within the same grace, until no client is sent there any longer
        long before = container
                .path("lifecycle")
                .path("preStop")
                .path("sleep")
                .path("seconds")
                .asLong();
        assertThat(before).isPositive();
        assertThat(spec.path("terminationGracePeriodSeconds").asLong()).isGreaterThan(before + longest);
        assertThat(documents(Files.readString(Path.of("docker-compose.yml")))
                        .get(0)
                        .path("services")
                        .path("penumbra")
                        .path("stop_grace_period")
                        .asText())
                .isEqualTo(spec.path("terminationGracePeriodSeconds").asText() + "s");
    }

    /** Room for what 100 images a second leave, as docs/deploy-kubernetes.md reckons it. */
    @Test
    void volumeHoldsWhatWaitsForLabels() throws IOException {
        JsonNode claim = only(sources("base"), "StatefulSet")
                .path("spec")
                .path("volumeClaimTemplates")
                .path(0);
        double bytes = 100 * 2.0 * defaults().labels().longestWait().toSeconds() * 60 * 2;
        assertThat(bytes(claim.findValue("storage"))).isGreaterThan(bytes);
    }

    private static double bytes(JsonNode memory) {
        assertThat(memory.asText()).matches("\\d+[GM]i");
        long unit = memory.asText().endsWith("Gi") ? 1L << 30 : 1L << 20;
        return Double.parseDouble(memory.asText().replaceAll("\\D", "")) * unit;
    }

    /** Room in the heap, half of the memory, for two copies of the cells with six candidates and a fifth to spare, as docs/deploy-kubernetes.md reckons it. */
    private static void assertHoldsCells(JsonNode statefulSet, int leaves) {
        double bytes = 2.0
                * leaves
                * defaults().tally().retained().toMinutes()
                * defaults().topics().partitions()
                * (200 + 250 * 6);
        JsonNode resources = statefulSet
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0)
                .path("resources");
        for (String bound : List.of("requests", "limits")) {
            assertThat(bytes(resources.path(bound).path("memory")))
                    .as("%s for %d leaves", bound, leaves)
                    .isGreaterThan(bytes * 2 * 1.2);
        }
    }

    @Test
    void memoryHoldsTheCells() throws IOException {
        assertHoldsCells(only(sources("base"), "StatefulSet"), 9);
        assertHoldsCells(only(rendered("production"), "StatefulSet"), 81);
    }

    @Test
    void modelsAreCopiedToTheVolumeThatTheServiceReads() throws IOException {
        String claim = only(sources("base"), "PersistentVolumeClaim")
                .path("metadata")
                .path("name")
                .asText();
        JsonNode pod = only(sources("models"), "Pod").path("spec");
        JsonNode service = only(sources("base"), "StatefulSet");
        assertThat(List.of(pod, service))
                .allSatisfy(
                        user -> assertThat(user.findValue("claimName").asText()).isEqualTo(claim));
        // the service reads what another user of the same group wrote
        assertThat(pod.path("securityContext").path("fsGroup"))
                .isEqualTo(service.path("spec")
                        .path("template")
                        .path("spec")
                        .path("securityContext")
                        .path("fsGroup"));
    }

    @Test
    void clientsOfTheGateMayAskWhoseNamespaceCarriesTheLabel() throws IOException {
        JsonNode ingress = only(sources("base"), "NetworkPolicy").path("spec").path("ingress");
        var label = YAML.createObjectNode().put("penumbra.io/client", "true");
        assertThat(each(ingress)
                        .filter(rule -> label.equals(rule.path("from")
                                .path(0)
                                .path("namespaceSelector")
                                .path("matchLabels")))
                        .flatMap(rule -> each(rule.path("ports")))
                        .map(port -> port.path("port").asText()))
                .containsExactly("http");
        assertThat(Files.readString(Path.of("docs/deploy-kubernetes.md"))).contains("penumbra.io/client=true");
    }

    /** Named by address, namespace or labels: no rule opens a port of every machine. */
    @ParameterizedTest
    @ValueSource(strings = {"base", "development", "production"})
    void nothingIsReachedButTheBrokersAndDns(String manifests) throws IOException {
        JsonNode egress = only(manifests.equals("base") ? sources(manifests) : rendered(manifests), "NetworkPolicy")
                .path("spec")
                .path("egress");
        assertThat(egress).hasSize(2).allSatisfy(rule -> {
            assertThat(rule.path("to"))
                    .isNotEmpty()
                    .allSatisfy(peer -> assertThat(peer.findValues("matchLabels")
                                            .size()
                                    + peer.findValues("matchExpressions").size()
                                    + peer.findValues("cidr").size())
                            .isPositive());
            assertThat(rule.findValuesAsText("cidr")).allMatch(cidr -> cidr.endsWith("/32"));
        });
        JsonNode brokers = egress.path(1);
        assertThat(brokers.path("to").findValues("matchLabels"))
                .singleElement()
                .satisfies(labels -> assertThat(labels.properties())
                        .extracting(Object::toString)
                        .containsExactlyInAnyOrder("strimzi.io/cluster=\"kafka\"", "strimzi.io/broker-role=\"true\""));
        assertThat(brokers.path("ports").findValuesAsText("port"))
                .isEqualTo(manifests.equals("production") ? List.of("9093") : List.of("9092", "9093"));
    }

    /** Neither the image nor a manifest needs a program beside Java. */
    @Test
    void podsHaveNoRightsAndRunNoShell() throws IOException {
        for (String folder : List.of("base", "models")) {
            JsonNode spec = sources(folder).stream()
                    .filter(manifest -> manifest.findValue("containers") != null)
                    .map(manifest -> manifest.path("kind").asText().equals("Pod")
                            ? manifest.path("spec")
                            : manifest.path("spec").path("template").path("spec"))
                    .findAny()
                    .orElseThrow();
            assertThat(spec.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(spec.path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asText())
                    .isEqualTo("RuntimeDefault");
            assertThat(spec.path("containers")).singleElement().satisfies(container -> {
                JsonNode rights = container.path("securityContext");
                assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(rights.path("capabilities").path("drop").toString()).isEqualTo("[\"ALL\"]");
                assertThat(container.findValue("exec")).isNull();
            });
        }
        assertThat(Files.readAllLines(Path.of("Dockerfile")))
                .filteredOn(line -> line.startsWith("RUN "))
                .as("in the stage that builds alone")
                .hasSize(1);
    }

    public static PenumbraConfig defaults() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PenumbraConfig.class)
                .build()
                .getConfigMapping(PenumbraConfig.class);
    }

    @Test
    void topicsAreThoseThatTheServiceWouldCreate() throws IOException {
        var found = new HashMap<String, Map<String, String>>();
        for (JsonNode topic : sources("components/strimzi")) {
            if (topic.path("kind").asText().equals("KafkaTopic")) {
                var settings = new HashMap<>(Map.of(
                        "partitions", topic.path("spec").path("partitions").asText()));
                topic.path("spec")
                        .path("config")
                        .properties()
                        .forEach(entry ->
                                settings.put(entry.getKey(), entry.getValue().asText()));
                // of the cluster, as the replicas are
                assertThat(settings.remove(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
                        .isEqualTo("2");
                assertThat(topic.path("spec").path("replicas").asInt()).isEqualTo(3);
                String name = topic.path("metadata").path("name").asText();
                if (name.equals(defaults().topics().images())) {
                    assertThat(settings.remove(TopicConfig.RETENTION_MS_CONFIG)).isEqualTo("259200000");
                } else if (name.endsWith(".dlq")) {
                    // dead letters are never kept longer than the images
                    assertThat(settings.remove(TopicConfig.RETENTION_MS_CONFIG)).isEqualTo("255600000");
                    assertThat(settings.remove(TopicConfig.SEGMENT_MS_CONFIG)).isEqualTo("3600000");
                }
                found.put(name, settings);
            }
        }
        var wanted = new HashMap<String, Map<String, String>>();
        for (NewTopic topic : Topics.all(defaults(), defaults().topics().partitions())) {
            var settings = new HashMap<>(topic.configs());
            settings.put("partitions", Integer.toString(topic.numPartitions()));
            wanted.put(topic.name(), settings);
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void thePageNamesWhatTheUserMayDoWithTopics() throws IOException {
        var told = new HashMap<String, Set<String>>();
        for (String line : Files.readAllLines(Path.of("docs/deploy-kubernetes.md"))) {
            if (line.startsWith("| topic | `penumbra.")) {
                String[] cells = line.split("\\|");
                for (String name : cells[2].replace("`", "").strip().split(", ")) {
                    told.put(name, Set.of(cells[3].strip().split(", ")));
                }
            }
        }
        var granted = new HashMap<String, Set<String>>();
        for (JsonNode acl : only(sources("components/strimzi"), "KafkaUser")
                .path("spec")
                .path("authorization")
                .path("acls")) {
            String name = acl.path("resource").path("name").asText();
            if (acl.path("resource").path("type").asText().equals("topic") && name.startsWith("penumbra.")) {
                granted.put(
                        name,
                        each(acl.path("operations"))
                                .map(JsonNode::asText)
                                .filter(operation -> !operation.equals("Describe"))
                                .collect(Collectors.toSet()));
            }
        }
        assertThat(told).isEqualTo(granted);
        assertThat(granted.keySet())
                .isEqualTo(Topics.all(defaults(), defaults().topics().partitions()).stream()
                        .map(NewTopic::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void scalesByTheLagOfTheScoringGroupUpToThePartitions() throws IOException {
        JsonNode spec = only(sources("components/keda"), "ScaledObject").path("spec");
        JsonNode trigger = spec.path("triggers").path(0).path("metadata");
        assertThat(trigger.path("consumerGroup").asText()).isEqualTo(defaults().group() + "-scoring");
        assertThat(trigger.path("topic").asText()).isEqualTo(defaults().topics().images());
        // PenumbraLagGrowing speaks of over 1000
        assertThat(Integer.parseInt(trigger.path("lagThreshold").asText())
                        * spec.path("minReplicaCount").asInt())
                .isLessThan(1000);
        assertThat(spec.path("maxReplicaCount").asInt())
                .isEqualTo(defaults().topics().partitions());
        JsonNode target = only(sources("base"), "StatefulSet");
        assertThat(spec.path("scaleTargetRef").path("kind").asText()).isEqualTo("StatefulSet");
        assertThat(spec.path("scaleTargetRef").path("name").asText())
                .isEqualTo(target.path("metadata").path("name").asText());
    }

    /** Its schema leaves them free. */
    @Test
    void theTriggerOnKafkaHasParametersThatKedasReferenceNames() throws IOException {
        List<JsonNode> production = rendered("production");
        assertThat(only(production, "ScaledObject").path("spec").path("triggers"))
                .hasSize(1)
                .allSatisfy(trigger -> {
                    assertThat(trigger.path("type").asText()).isEqualTo("kafka");
                    assertThat(trigger.path("metadata").properties())
                            .extracting(Map.Entry::getKey)
                            .contains("bootstrapServers", "consumerGroup", "topic")
                            .isSubsetOf(OF_A_TRIGGER);
                });
        assertThat(only(production, "TriggerAuthentication").findValues("parameter"))
                .extracting(JsonNode::asText)
                .contains("username", "password")
                .isSubsetOf("username", "password", "ca", "cert", "key", "sasl", "tls");
    }

    @Test
    void prometheusRuleHoldsTheRulesOfPrometheus() throws IOException {
        var groups = YAML.createArrayNode();
        try (Stream<Path> files = Files.list(DEPLOY.resolve("prometheus/rules"))) {
            for (Path file : files.sorted().toList()) {
                groups.addAll(
                        (ArrayNode) documents(Files.readString(file)).get(0).path("groups"));
            }
        }
        assertThat(only(sources("components/monitoring"), "PrometheusRule")
                        .path("spec")
                        .path("groups"))
                .as("mend with deploy/components/monitoring/make-rule")
                .isEqualTo(groups);
    }

    @Test
    void everyDashboardIsDeployed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("dashboards"))) {
            assertThat(each(documents(Files.readString(Path.of("dashboards/kustomization.yaml")))
                                    .get(0)
                                    .path("configMapGenerator"))
                            .map(map -> map.path("files").path(0).asText()))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".json"))
                                    .toList());
        }
    }

    @Test
    void composeTakesPinnedImagesAndOpensPortsOnThisMachineOnly() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docker-compose.yml"));
        assertThat(lines.stream().filter(line -> line.contains("image: ")))
                .isNotEmpty()
                .allMatch(line ->
                        line.matches(" +image: \\$\\{[A-Z_]+:-[a-z/]+:v?\\d+(\\.\\d+)+(@sha256:[0-9a-f]{64})?}"))
                .anyMatch(line -> line.contains("BROKER_IMAGE:-" + Containers.OFFICIAL_BROKER + "@"));
        assertThat(lines.stream().filter(line -> line.contains("ports: ")))
                .hasSize(5)
                .allMatch(line -> Stream.of(line.replaceAll(".*\\[|].*", "").split(", "))
                        .allMatch(port -> port.matches("\"127\\.0\\.0\\.1:\\$\\{[A-Z_]+:-\\d+}:\\d+\"")));
        assertThat(Files.readAllLines(Path.of("Dockerfile")).stream().filter(line -> line.startsWith("ARG ")))
                .isNotEmpty()
                .allMatch(line -> line.matches("ARG [A-Z_]+=[a-z-]+:\\d+\\.\\d+\\.\\d+[\\w.-]*@sha256:[0-9a-f]{64}"));
    }
}
