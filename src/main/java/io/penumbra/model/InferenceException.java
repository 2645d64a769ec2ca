package io.penumbra.model;

import org.jspecify.annotations.Nullable;

/** An open model failed to compute. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
