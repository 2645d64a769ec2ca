package io.penumbra.model;

import org.jspecify.annotations.Nullable;

/** A run of a member failed. The message goes after the member's name. */
final class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    enum Kind {
        /** ONNX Runtime, or the shape of the output, says what is wrong. */
        FAULT,
        /** The run was not done in time and was ended. */
        LATE,
        /** The run was not done in time and cannot be ended: it holds its thread for ever. */
        STUCK
    }

    private final Kind kind;

    RunFailure(String message, Kind kind, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static RunFailure of(Exception e) {
        return new RunFailure("fails: " + e.getMessage(), Kind.FAULT, e);
    }

    Kind kind() {
        return kind;
    }
}
