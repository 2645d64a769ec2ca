package io.penumbra.audit;

/** The audit does not do what was asked. The message is one sentence. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Why {
        /** The audit has no such image. */
        UNKNOWN,
        /** The request is wrong. */
        WRONG,
        /** Somebody else has the image, or gave the label. */
        TAKEN,
        /** It cannot be done now. */
        UNAVAILABLE
    }

    private final Why why;

    Refused(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
