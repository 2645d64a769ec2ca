package io.penumbra.image;

import java.util.Objects;

/**
 * An image that can't be scored.
 *
 * @param message one sentence with the offending value; control characters are replaced and a long text is cut, so
 *     that it fits a Kafka header or a log line whatever the input held
 */
public record Unreadable(Reason reason, String message) implements Received, Decoded {

    private static final int LONGEST_MESSAGE = 300;

    public Unreadable {
        Objects.requireNonNull(reason, "reason");
        message = Text.printable(message, LONGEST_MESSAGE);
    }
}
