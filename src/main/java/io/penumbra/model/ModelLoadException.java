package io.penumbra.model;

/** The models cannot be used. The message is one sentence that names the file and the expected and found values. */
public final class ModelLoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelLoadException(String message) {
        super(message);
    }

    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
