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

/** Asks the broker whether it answers. */
@Singleton
class BrokerProbe {
    private static final int PATIENCE_MS = 2000;

    private final Service service;
    private volatile boolean answered;

    BrokerProbe(Service service) {
        this.service = service;
    }

    /** Why the broker does not answer, or empty if it does. Waits at most 2 s. */
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

    /**
     * Whether the broker answered the last question. Asks again without waiting, so that a scrape never depends on the
     * broker.
     */
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
