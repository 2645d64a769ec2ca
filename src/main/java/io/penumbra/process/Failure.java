package io.penumbra.process;

/** A failure for a reason that the user can mend. Its message is one sentence. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }

    public Failure(String message) {
        super(message);
    }

    /** The message of the innermost cause. */
    public static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
