package io.penumbra;

import java.util.concurrent.ExecutionException;

/** A command that cannot do its work, for a reason that its user can mend. The message is one sentence. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message, Throwable cause) {
        super(message, cause);
    }

    Failure(String message) {
        super(message);
    }

    /** What an asynchronous piece of work failed of. */
    static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }
}
