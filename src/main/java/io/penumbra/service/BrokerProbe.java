package io.penumbra.service;

import io.penumbra.process.Failure;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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

    /** Why the broker does not answer, or empty if it does. Comes within 2 s, and no thread waits for it. */
    CompletionStage<Optional<String>> trouble() {
        var trouble = new CompletableFuture<Optional<String>>();
        service.broker()
                .ifPresentOrElse(
                        broker -> ask(broker)
                                .whenComplete((nodes, failure) -> trouble.complete(
                                        Optional.ofNullable(failure).map(Failure::reason))),
                        () -> trouble.complete(Optional.of("not connected yet")));
        return trouble.completeOnTimeout(
                Optional.of("no answer within " + PATIENCE_MS + " ms"), PATIENCE_MS, TimeUnit.MILLISECONDS);
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
