package io.penumbra;

/** A command that cannot do its work, for a reason that its user can mend. The message is one sentence. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message, Throwable cause) {
        super(message, cause);
    }

    Failure(String message) {
        super(message);
    }

    /** What something failed of in the end: the message of the innermost cause. */
    static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
