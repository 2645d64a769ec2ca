package io.penumbra.scoring;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Hears of the loop's Kafka clients, which it opens anew after each failure. */
@FunctionalInterface
public interface ClientListener {
    ClientListener SILENT = (consumer, producer) -> () -> {};

    /** What hears of a pair of clients until just before they are closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** A pair of clients was opened. */
    Watch opened(Consumer<?, ?> consumer, Producer<?, ?> producer);
}
