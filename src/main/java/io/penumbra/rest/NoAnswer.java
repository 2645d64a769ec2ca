package io.penumbra.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;

/** An error as an HTTP answer, with the body {@code {"error": "…"}}. */
final class NoAnswer extends WebApplicationException {
    private static final long serialVersionUID = 1;

    /** @param error one sentence */
    public record Body(String error) {}

    private NoAnswer(Status status, String message) {
        super(message, response(status.getStatusCode(), message));
    }

    /** The answer with this status. */
    static Response response(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Body(message))
                .build();
    }

    /** 400: the request is wrong. */
    static NoAnswer badRequest(String message) {
        return new NoAnswer(Status.BAD_REQUEST, message);
    }

    /** 404: the thing does not exist. */
    static NoAnswer notFound(String message) {
        return new NoAnswer(Status.NOT_FOUND, message);
    }

    /** 404: nothing of this kind has the name. */
    static NoAnswer unknown(String kind, String name, Collection<String> known) {
        return unknown(kind, name, "", known);
    }

    /** @param where to be named after the thing, such as {@code in window 5m}; may be empty */
    static NoAnswer unknown(String kind, String name, String where, Collection<String> known) {
        return notFound("there is no " + kind + " '" + name + "'" + (where.isEmpty() ? "" : " " + where)
                + (known.isEmpty() ? "; none is known yet" : ", expected one of " + known));
    }

    /** 410: the thing no longer exists. */
    static NoAnswer gone(String message) {
        return new NoAnswer(Status.GONE, message);
    }

    /** 409: the condition does not hold now. */
    static NoAnswer conflict(String message) {
        return new NoAnswer(Status.CONFLICT, message);
    }

    /** 503: the view cannot be read now. */
    static NoAnswer unavailable() {
        return unavailable("the view is not ready yet; /q/health/ready of the management port says why");
    }

    /** 503: the service cannot answer now. */
    static NoAnswer unavailable(String message) {
        return new NoAnswer(Status.SERVICE_UNAVAILABLE, message);
    }
}
