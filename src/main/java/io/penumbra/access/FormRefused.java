package io.penumbra.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says why a form is refused that does not send back the token of its page. The library says nothing. */
class FormRefused {
    private static final String WHY =
            "This form is out of date, or no page of Penumbra sent it. Go back, load the page anew, and send it again.";

    @ServerResponseFilter
    void say(ContainerRequestContext request, ContainerResponseContext response) {
        MediaType sent = request.getMediaType();
        if (response.getStatus() == Response.Status.BAD_REQUEST.getStatusCode()
                && !response.hasEntity()
                && sent != null
                && MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(sent)) {
            response.setEntity(WHY, new Annotation[0], MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"));
        }
    }
}
