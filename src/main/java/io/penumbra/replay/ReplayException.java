package io.penumbra.replay;

/** An image could not be sent. The message names the image and the topic. */
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
