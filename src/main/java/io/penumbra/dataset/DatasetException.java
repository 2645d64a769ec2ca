package io.penumbra.dataset;

import org.jspecify.annotations.Nullable;

/** A dataset isn't as it should be; the message names the file and, where there is one, the line and the value. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatasetException(String message) {
        this(message, null);
    }

    DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
