package io.penumbra.event;

import io.penumbra.counts.View;
import io.penumbra.process.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each change of a verdict once. Only the exporting instance does so.
 *
 * <p>Two instances may take themselves for it for a moment. Then the following makes each change one event:
 *
 * <ol>
 * <li>The one that opened the topic last has shut out the other (see {@link VerdictLog}).
 * <li>It decides once its view holds all counts that were written before it opened the topic. So it never decides on
 * less than the writer before had seen.
 * </ol>
 */
public final class VerdictWriter {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictWriter.class);
    /** A snapshot is at most that old. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Opens the topic. */
    interface Opener {
        /** @throws KafkaException if Kafka does not answer */
        VerdictLog open();
    }

    private final View view;
    private final Supplier<Optional<Instant>> asOf;
    private final Changes changes;
    private final Opener opener;
    private final LongSupplier clock;

    private @Nullable VerdictLog log;
    private Instant opened = Instant.MAX;
    private boolean current;

    /**
     * @param asOf all counts that were written before this time are in the view; empty while that is not known
     * @param clock milliseconds since the epoch, by which {@code asOf} goes, too
     */
    VerdictWriter(View view, Supplier<Optional<Instant>> asOf, Changes changes, Opener opener, LongSupplier clock) {
        this.view = view;
        this.asOf = asOf;
        this.changes = changes;
        this.opener = opener;
        this.clock = clock;
    }

    /** Looks once a second until it is interrupted. */
    public void run() {
        try {
            while (true) {
                Thread.sleep(EVERY.toMillis());
                look();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    void look() {
        if (!view.exports()) {
            close();
            return;
        }
        try {
            VerdictLog open = log;
            if (open == null) {
                log = opener.open();
                opened = Instant.ofEpochMilli(clock.getAsLong());
            } else if (!current) {
                // the next look gets a snapshot that was taken after this
                current = asOf.get().filter(opened::isBefore).isPresent();
            } else {
                write(open);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            LOG.info("another instance writes the verdicts now");
            close();
        } catch (KafkaException e) {
            LOG.warn("cannot write the verdicts, trying again: {}", Failure.reason(e));
            close();
        }
    }

    private void write(VerdictLog open) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        List<VerdictEvent> events = view.snapshot()
                .map(snapshot -> changes.since(open.last(), snapshot, now))
                .orElse(List.of());
        if (!events.isEmpty()) {
            open.append(events);
            events.forEach(
                    event -> LOG.info("{}: {}", event.candidate(), event.data().verdict()));
        }
    }

    private void close() {
        VerdictLog open = log;
        log = null;
        current = false;
        if (open != null) {
            open.close();
        }
    }
}
