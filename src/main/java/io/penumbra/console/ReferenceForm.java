package io.penumbra.console;

import io.penumbra.access.AccessLog;
import io.penumbra.access.Role;
import io.penumbra.access.Visitor;
import io.penumbra.counts.Snapshot;
import io.penumbra.drift.KeptReferences;
import io.penumbra.drift.ReferenceMeasure;
import io.penumbra.drift.Span;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The form of the page Drift that puts a reference, or goes back to the automatic one. */
@RolesAllowed(Role.OPERATOR)
@Path(ReferenceForm.PATH)
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ReferenceForm {
    static final String PATH = "/drift/reference";
    private static final String DRIFT = "/drift";

    private final Pages pages;
    private final KeptReferences kept;
    private final AccessLog log;
    private final Visitor visitor;

    ReferenceForm(Pages pages, KeptReferences kept, AccessLog log, Visitor visitor) {
        this.pages = pages;
        this.kept = kept;
        this.log = log;
        this.visitor = visitor;
    }

    /**
     * @param from start of the reference's period in UTC, such as {@code 2026-01-31T12:00}
     * @param to its end
     * @param automatic present to go back to the automatic reference
     * @param form the token of the page
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response put(
            @RestForm @Nullable String model,
            @RestForm @Nullable String from,
            @RestForm @Nullable String to,
            @RestForm @Nullable String automatic,
            @RestForm @Nullable String form,
            @Context UriInfo uri) {
        visitor.requireForm(form);
        Optional<Snapshot> snapshot = pages.ready();
        if (snapshot.isEmpty()) {
            return pages.starting(uri, DRIFT);
        }
        Optional<String> why;
        try {
            String name = known(snapshot.get(), model);
            why = automatic != null
                    ? kept.forget(name)
                    : kept.keep(ReferenceMeasure.put(
                            snapshot.get(), name, Span.meeting(time("from", from), time("to", to))));
            if (why.isEmpty()) {
                log.line(automatic != null ? "delete reference" : "put reference", Map.of("model", name));
            }
        } catch (IllegalArgumentException e) {
            return pages.refused(Response.Status.BAD_REQUEST, DRIFT, uri, snapshot, String.valueOf(e.getMessage()));
        }
        return why.map(each -> pages.refused(Response.Status.SERVICE_UNAVAILABLE, DRIFT, uri, snapshot, each))
                .orElseGet(() -> Response.seeOther(URI.create(DRIFT)).build());
    }

    private static String known(Snapshot snapshot, @Nullable String model) {
        return DriftPage.models(snapshot).stream()
                .filter(name -> name.equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "model is " + model + ", expected one of " + DriftPage.models(snapshot)));
    }

    static Instant time(String field, @Nullable String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text == null ? "" : text);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new IllegalArgumentException(field + " is '" + (text == null ? "" : text)
                + "', expected a time in UTC of the years 1 to 9999, such as 2026-01-31T12:00");
    }
}
