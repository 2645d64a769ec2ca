package io.penumbra;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** KEDA's kinds with the fields that its reference names, as far as a trigger on Kafka goes; KEDA publishes no classes for Java. */
final class Keda {
    private static final Set<String> OF_KAFKA = Set.of(
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
    private static final Set<String> PARAMETERS = Set.of("username", "password", "ca", "cert", "key", "sasl", "tls");

    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {}

    record Scaling(
            Target scaleTargetRef,
            int pollingInterval,
            int initialCooldownPeriod,
            int cooldownPeriod,
            int idleReplicaCount,
            int minReplicaCount,
            int maxReplicaCount,
            Advanced advanced,
            List<Trigger> triggers,
            Fallback fallback) {}

    record Target(String apiVersion, String kind, String name, String envSourceContainerName) {}

    record Advanced(boolean restoreToOriginalReplicaCount, Autoscaler horizontalPodAutoscalerConfig) {}

    record Autoscaler(String name, HorizontalPodAutoscalerBehavior behavior) {}

    record Fallback(int failureThreshold, int replicas, String behavior) {}

    record Trigger(
            String type,
            String name,
            boolean useCachedMetrics,
            String metricType,
            Map<String, String> metadata,
            Authentication authenticationRef) {
        Trigger {
            if (!"kafka".equals(type) || !OF_KAFKA.containsAll(metadata.keySet())) {
                throw new IllegalArgumentException("not what a trigger on Kafka knows: " + type + " " + metadata);
            }
        }
    }

    record Authentication(String name, String kind) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Sources spec) {}

    record Sources(List<Source> configMapTargetRef, List<Source> secretTargetRef) {}

    record Source(String parameter, String name, String key) {
        Source {
            if (!PARAMETERS.contains(parameter)) {
                throw new IllegalArgumentException("no parameter of a trigger on Kafka: " + parameter);
            }
        }
    }
}
