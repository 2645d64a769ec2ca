package io.penumbra.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import io.penumbra.embedded.TestKafka;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The container engine of this machine, and what the tests start there. Environment variables name other images, as they do for Compose:
 * {@code BROKER_IMAGE}, {@code BASE_IMAGE}. Where {@code CONTAINERS} is {@code required}, a test without an engine fails.
 */
public final class Containers {
    public static final String OFFICIAL_BROKER = "apache/kafka:4.1.2";

    /** Where a container finds the broker of its network, where it has this listener. */
    public static final String INSIDE = "kafka:19092";

    static final String SERVICE = "penumbra:test";

    /** The limit of the service's memory, as Compose and the base for Kubernetes set it. */
    static final long MEMORY = 2560L << 20;

    /** Of this run alone; a label of all that it starts, so that whoever cleans up after it takes nothing of another. */
    static final String RUN = System.getenv()
            .getOrDefault(
                    "CONTAINERS_RUN", Long.toString(ProcessHandle.current().pid()));

    private static final String LABEL = "penumbra.run";

    private Containers() {}

    /** Whether tests can run. */
    static final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return ConditionEvaluationResult.enabled("a container engine answers");
            }
            if ("required".equals(System.getenv("CONTAINERS"))) {
                throw new AssertionError("CONTAINERS is required, and no container engine answers");
            }
            System.out.printf("SKIPPED: %s, since no container engine answers here%n", context.getDisplayName());
            return ConditionEvaluationResult.disabled("no container engine answers");
        }
    }

    public static boolean isNeededBy(Class<?> test) {
        return test.isAnnotationPresent(NeedsContainers.class);
    }

    static DockerClient engine() {
        return DockerClientFactory.lazyClient();
    }

    static String brokerImage() {
        return System.getenv().getOrDefault("BROKER_IMAGE", OFFICIAL_BROKER);
    }

    /** A broker that has yet to be started. */
    public static KafkaContainer broker() {
        return new KafkaContainer(DockerImageName.parse(brokerImage()).asCompatibleSubstituteFor("apache/kafka"))
                .withLabel(LABEL, RUN);
    }

    /** A broker in a container, running. */
    public static TestKafka kafka() {
        KafkaContainer broker = broker();
        broker.start();
        return new TestKafka(broker.getBootstrapServers(), broker::stop);
    }

    /** Builds the image of the service out of what this build left in {@code target/quarkus-image}, and gives its name. */
    public static String serviceImage() {
        var build = engine().buildImageCmd(new File(".").getAbsoluteFile())
                .withDockerfile(new File("Dockerfile").getAbsoluteFile())
                .withTags(Set.of(SERVICE))
                .withTarget("prebuilt");
        String base = System.getenv("BASE_IMAGE");
        if (base != null) {
            build.withBuildArg("BASE_IMAGE", base);
        }
        build.exec(new BuildImageResultCallback()).awaitImageId();
        return SERVICE;
    }

    /** A command of that image beside a broker, hardened as it is deployed: it has no rights, and cannot write to its root. */
    public static GenericContainer<?> service(Network network, String... command) {
        return new GenericContainer<>(SERVICE)
                .withCommand(command)
                .withLabel(LABEL, RUN)
                .withNetwork(network)
                .withEnv("KAFKA_BOOTSTRAP_SERVERS", INSIDE)
                .withEnv("PENUMBRA_ACCESS", "open")
                .withTmpFs(Map.of("/tmp", "exec"))
                .withImagePullPolicy(name -> false)
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withMemory(MEMORY)
                        .withMemorySwap(MEMORY)
                        .withReadonlyRootfs(true)
                        .withSecurityOpts(List.of("no-new-privileges:true"))
                        .withCapDrop(Capability.ALL));
    }

    /** Runs a command to its end, which is a failed start for Testcontainers, and gives its exit code. */
    public static long exitCode(GenericContainer<?> container) {
        try {
            container.start();
        } catch (DockerException | IllegalStateException | ContainerLaunchException e) {
            // it has ended before Testcontainers saw it run
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> !container.isRunning());
        return engine().inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
    }
}
