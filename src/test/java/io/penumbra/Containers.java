package io.penumbra;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import io.penumbra.embedded.TestKafka;
import java.io.File;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The container engine of this machine, and what the tests start there. Environment variables name other images, as they do for Compose:
 * {@code BROKER_IMAGE}, {@code BASE_IMAGE}. Where {@code CONTAINERS} is {@code required}, a test without an engine fails.
 */
final class Containers {
    static final String OFFICIAL_BROKER = "apache/kafka:4.1.2";

    static final String SERVICE = "penumbra:test";

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

    static boolean isNeededBy(Class<?> test) {
        return test.isAnnotationPresent(NeedsContainers.class);
    }

    static DockerClient engine() {
        return DockerClientFactory.lazyClient();
    }

    static String brokerImage() {
        return System.getenv().getOrDefault("BROKER_IMAGE", OFFICIAL_BROKER);
    }

    /** A broker that has yet to be started. */
    static KafkaContainer broker() {
        return new KafkaContainer(DockerImageName.parse(brokerImage()).asCompatibleSubstituteFor("apache/kafka"));
    }

    /** A broker in a container, running. */
    static TestKafka kafka() {
        KafkaContainer broker = broker();
        broker.start();
        return new TestKafka(broker.getBootstrapServers(), broker::stop);
    }

    /** Builds the image of the service out of what this build left in {@code target/quarkus-image}, and gives its name. */
    static String serviceImage() {
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
}
