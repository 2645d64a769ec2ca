package io.penumbra.service;

import io.penumbra.process.Failure;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/** Whether the broker answers. */
@Singleton
class BrokerProbe {
    private static final int PATIENCE_MS = 2000;

    private final Service service;
    private volatile boolean answered;

    BrokerProbe(Service service) {
        this.service = service;
    }

    /** Why it does not, after at most 2 s, or empty if it does. */
    Optional<String> trouble() {
        Optional<Admin> broker = service.broker();
        if (broker.isEmpty()) {
            return Optional.of("not connected yet");
        }
        try {
            ask(broker.get()).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Failure.reason(e));
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + PATIENCE_MS + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Whether it answered the last question, and asks the next one without waiting for it: a scrape is not to depend on the broker. */
    boolean answered() {
        service.broker().ifPresent(broker -> {
            var unused = ask(broker);
        });
        return answered;
    }

    private KafkaFuture<Collection<Node>> ask(Admin broker) {
        return broker.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MS))
                .nodes()
                .whenComplete((nodes, failure) -> answered = failure == null);
    }
}
