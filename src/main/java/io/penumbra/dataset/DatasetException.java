package io.penumbra.dataset;

import org.jspecify.annotations.Nullable;

/** A dataset is missing or not valid. The message names the file and, if there is one, the line and the value. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatasetException(String message) {
        this(message, null);
    }

    DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
