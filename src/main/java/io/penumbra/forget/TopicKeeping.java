package io.penumbra.forget;

import io.penumbra.process.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker how long its topics keep records. */
public final class TopicKeeping {
    private static final long PATIENCE_SECONDS = 10;

    /**
     * What the broker says of some topics.
     *
     * @param known by topic; a topic that does not exist is missing
     * @param unknown why it does not say it, by topic
     */
    public record Told(Map<String, Keeping> known, Map<String, String> unknown) {}

    private TopicKeeping() {}

    /** Asks for topics. The user needs the right DescribeConfigs on each. */
    public static Told of(Admin admin, Collection<String> topics) throws InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .distinct()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, KafkaFuture<Config>> asked =
                admin.describeConfigs(resources).values();
        var known = new TreeMap<String, Keeping>();
        var unknown = new TreeMap<String, String>();
        for (ConfigResource resource : resources) {
            try {
                KafkaFuture<Config> answer = asked.get(resource);
                if (answer != null) {
                    Config config = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    known.put(resource.name(), Keeping.of(name -> {
                        var entry = config.get(name);
                        return entry == null ? null : entry.value();
                    }));
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    unknown.put(resource.name(), Failure.reason(e));
                }
            } catch (TimeoutException e) {
                unknown.put(resource.name(), "no answer within " + PATIENCE_SECONDS + " s");
            }
        }
        return new Told(known, unknown);
    }
}
