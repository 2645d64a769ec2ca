package io.penumbra.scoring;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Is told of the loop's Kafka clients. The loop opens new ones after each failure. */
@FunctionalInterface
public interface ClientListener {
    ClientListener SILENT = (consumer, producer) -> () -> {};

    /** Watches a pair of clients. The loop closes it just before it closes the clients. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Called once a pair of clients is open. */
    Watch opened(Consumer<?, ?> consumer, Producer<?, ?> producer);
}
