package io.penumbra.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** A question that has no answer, as {@code {"error": "…"}}. */
final class NoAnswer extends WebApplicationException {
    private static final long serialVersionUID = 1;

    /** The body. */
    public record Body(String error) {}

    private NoAnswer(Status status, String message) {
        super(
                message,
                Response.status(status)
                        .type(MediaType.APPLICATION_JSON)
                        .entity(new Body(message))
                        .build());
    }

    /** The question is malformed. */
    static NoAnswer badRequest(String message) {
        return new NoAnswer(Status.BAD_REQUEST, message);
    }

    /** There is no such thing. */
    static NoAnswer notFound(String message) {
        return new NoAnswer(Status.NOT_FOUND, message);
    }

    /** There is no such thing any longer. */
    static NoAnswer gone(String message) {
        return new NoAnswer(Status.GONE, message);
    }

    /** It is not so, for now. */
    static NoAnswer conflict(String message) {
        return new NoAnswer(Status.CONFLICT, message);
    }

    /** The view cannot be read now. */
    static NoAnswer unavailable() {
        return unavailable("the view is not ready yet; /q/health/ready of the management port says why");
    }

    /** There is no answer now. */
    static NoAnswer unavailable(String message) {
        return new NoAnswer(Status.SERVICE_UNAVAILABLE, message);
    }
}
