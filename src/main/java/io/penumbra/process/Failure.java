package io.penumbra.process;

/** A command that cannot do its work, for a reason that its user can mend. The message is one sentence. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }

    public Failure(String message) {
        super(message);
    }

    /** What something failed of in the end: the message of the innermost cause. */
    public static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
