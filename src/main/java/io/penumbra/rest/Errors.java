package io.penumbra.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every error of REST its sentence. Nothing of the code shows in an answer. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final HttpAuthenticator authenticator;
    private final CurrentVertxRequest current;

    Errors(HttpAuthenticator authenticator, CurrentVertxRequest current) {
        this.authenticator = authenticator;
        this.current = current;
    }

    /** What the framework refuses, without an answer of its own. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refusal, ContainerRequestContext request) {
        Response response = refusal.getResponse();
        if (response.hasEntity()) {
            return response;
        }
        String sentence = refusal.getCause() instanceof JsonProcessingException wrong
                ? sentence(wrong)
                : sentence(response.getStatus(), request);
        return NoAnswer.response(response.getStatus(), sentence);
    }

    /** A body that is JSON, but not of the type that is expected. */
    @ServerExceptionMapper
    Response refused(MismatchedInputException wrong) {
        return NoAnswer.response(Response.Status.BAD_REQUEST.getStatusCode(), sentence(wrong));
    }

    /** Nobody is signed in, or with a wrong password or token: where and how to sign in. */
    @ServerExceptionMapper
    Uni<Response> unknown(UnauthorizedException nobody) {
        return challenge("sign in first; docs/security.md says how");
    }

    /** As above. */
    @ServerExceptionMapper
    Uni<Response> unknown(AuthenticationFailedException wrong) {
        return challenge("the password, token or session does not count; sign in again");
    }

    private Uni<Response> challenge(String sentence) {
        return authenticator.getChallenge(current.getCurrent()).map(challenge -> {
            var response = Response.fromResponse(NoAnswer.response(challenge.status, sentence));
            challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
            return response.build();
        });
    }

    /** Whoever is signed in lacks the role. */
    @ServerExceptionMapper
    Response forbidden(ForbiddenException lacking, ContainerRequestContext request) {
        return NoAnswer.response(
                Response.Status.FORBIDDEN.getStatusCode(),
                request.getMethod() + " " + request.getUriInfo().getPath()
                        + " needs a role that you do not have; docs/security.md lists the roles");
    }

    /** What nobody expected. */
    @ServerExceptionMapper
    Response failed(Throwable failure, ContainerRequestContext request) {
        LOG.error(
                "cannot answer {} {}", request.getMethod(), request.getUriInfo().getPath(), failure);
        return NoAnswer.response(
                Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(),
                "the service failed to answer; its log has the reason");
    }

    private static String sentence(int status, ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return switch (status) {
            case 404 -> "there is nothing at " + path + "; /q/openapi describes all requests";
            case 406 ->
                "Accept is '" + header(request, HttpHeaders.ACCEPT) + "', expected a media type of the answer,"
                        + " such as application/json";
            case 415 ->
                "Content-Type is '" + header(request, HttpHeaders.CONTENT_TYPE) + "', expected "
                        + MediaType.APPLICATION_JSON;
            default -> "the request cannot be read; /q/openapi describes all requests";
        };
    }

    private static String header(ContainerRequestContext request, String name) {
        return Objects.requireNonNullElse(request.getHeaderString(name), "");
    }

    private static String sentence(JsonProcessingException wrong) {
        if (wrong instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                            .collect(Collectors.joining("."))
                    + " of the body has the wrong type; /q/openapi describes it";
        }
        return wrong instanceof JsonMappingException
                ? "the body has the wrong type, expected a JSON object"
                : "the body is not JSON: " + wrong.getOriginalMessage();
    }
}
