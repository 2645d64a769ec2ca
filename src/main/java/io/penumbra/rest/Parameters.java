package io.penumbra.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a parameter that is given twice or is empty. The framework would drop all but the first, and take an empty
 * one for one that is left out.
 */
final class Parameters {
    @ServerRequestFilter(nonBlocking = true)
    Optional<Response> refuse(UriInfo uri) {
        if (!uri.getPath().startsWith("/api/")) {
            return Optional.empty(); // a form of a page sends its empty fields too
        }
        return uri.getQueryParameters().entrySet().stream()
                .flatMap(parameter -> wrong(parameter.getKey(), parameter.getValue()).stream())
                .findFirst()
                .map(sentence -> NoAnswer.response(Response.Status.BAD_REQUEST.getStatusCode(), sentence));
    }

    static Optional<String> wrong(String name, List<String> values) {
        if (values.size() > 1) {
            return Optional.of(name + " is given " + values.size() + " times, expected once");
        }
        return values.contains("") ? Optional.of(name + " is empty, expected a value") : Optional.empty();
    }
}
