package io.penumbra.event;

import io.penumbra.counts.View;
import io.penumbra.verdict.Gate;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What sends verdicts out, by its settings.
 *
 * @param connection settings of every Kafka client
 * @param topic the topic of verdicts
 * @param group prefix of the transactional id and of the consumer group; all instances that share the work have the same
 * @param console where people reach the console; empty if that is not known
 * @param clock milliseconds since the epoch
 */
public record VerdictsOut(
        Map<String, Object> connection, String topic, String group, Optional<URI> console, LongSupplier clock) {
    public VerdictsOut {
        connection = Map.copyOf(connection);
    }

    /**
     * What writes the verdicts.
     *
     * @param asOf all counts that were written before this time are in the view; empty while that is not known
     * @param ensureTopic makes the topic if it is missing
     */
    public VerdictWriter writer(View view, Gate gate, Supplier<Optional<Instant>> asOf, Runnable ensureTopic) {
        var changes = new Changes(
                gate,
                URI.create("urn:penumbra:" + group),
                console,
                () -> UUID.randomUUID().toString());
        return new VerdictWriter(
                view,
                asOf,
                changes,
                () -> {
                    ensureTopic.run();
                    return VerdictLog.open(connection, topic, group + "-verdicts");
                },
                clock);
    }

    /** @param attempted is told of each request whether the event was taken */
    public Delivery delivery(WebhookSettings settings, Consumer<Boolean> attempted) {
        return new Delivery(connection, topic, group + "-webhook", new Webhook(settings, clock), attempted);
    }
}
