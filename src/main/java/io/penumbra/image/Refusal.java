package io.penumbra.image;

/** Carries an {@link Unreadable} up to the public method that returns it. Never leaves the package. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Unreadable unreadable;

    Refusal(Reason reason, String message) {
        super(message, null, false, false);
        unreadable = new Unreadable(reason, message);
    }

    Unreadable unreadable() {
        return unreadable;
    }
}
