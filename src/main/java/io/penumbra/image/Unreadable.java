package io.penumbra.image;

import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An image that cannot be scored.
 *
 * @param message one sentence with the offending value. Control characters are replaced and long text is cut, so that
 *     it fits a Kafka header or a log line.
 */
public record Unreadable(Reason reason, String message) implements Received, Decoded, Shown {

    private static final int LONGEST_MESSAGE = 300;

    public Unreadable {
        Objects.requireNonNull(reason, "reason");
        message = Text.printable(message, LONGEST_MESSAGE);
    }

    static Unreadable empty(ConsumerRecord<?, ?> consumed) {
        return new Unreadable(Reason.EMPTY, "record " + Coordinates.of(consumed) + " has no value");
    }
}
