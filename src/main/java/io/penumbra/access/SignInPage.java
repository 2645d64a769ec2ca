package io.penumbra.access;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where people of the file of users sign in and out. */
@Path("/")
public class SignInPage {
    private static final String HOME = "/";
    private static final int LONGEST_NAME = 100;

    private final Access access;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Template page;
    private final AccessLog log;
    private final Visitor visitor;

    SignInPage(
            Access access,
            Passwords passwords,
            Sessions sessions,
            @Location("sign-in") Template page,
            AccessLog log,
            Visitor visitor) {
        this.access = access;
        this.passwords = passwords;
        this.sessions = sessions;
        this.page = page;
        this.log = log;
        this.visitor = visitor;
    }

    @GET
    @Path("sign-in")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response ask(@RestQuery @Nullable String to) {
        requireUsers();
        return answer(200, target(to), "", visitor.formToken());
    }

    @POST
    @Path("sign-in")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<Response> begin(
            @RestForm @Nullable String name,
            @RestForm @Nullable String password,
            @RestForm @Nullable String to,
            @RestForm @Nullable String form,
            RoutingContext request) {
        requireUsers();
        visitor.requireForm(form);
        String target = target(to);
        String token = visitor.formToken();
        return passwords
                .check(Objects.requireNonNullElse(name, ""), Objects.requireNonNullElse(password, ""))
                .map(found -> {
                    if (found.isEmpty()) {
                        log.line("nobody", "sign-in refused", Map.of("name", shortened(name)));
                        return answer(401, target, "Name or password is wrong.", token);
                    }
                    sessions.begin(request, found.get());
                    log.line(found.get().name(), "sign-in", Map.of());
                    return Response.seeOther(URI.create(target)).build();
                })
                .onFailure(RejectedExecutionException.class)
                .recoverWithItem(
                        () -> answer(503, target, "Too many people sign in now. Try again in a moment.", token));
    }

    /** At an OpenID Connect provider one signs out before this is reached. */
    @POST
    @Path("sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Authenticated
    @Operation(hidden = true)
    public Response end(@RestForm @Nullable String form, RoutingContext request) {
        visitor.requireForm(form);
        log.line("sign-out", Map.of());
        sessions.end(request);
        return Response.seeOther(URI.create(access.open() ? HOME : SignIn.PAGE)).build();
    }

    private static String shortened(@Nullable String name) {
        String given = Objects.requireNonNullElse(name, "");
        return given.substring(0, Math.min(given.length(), LONGEST_NAME));
    }

    private void requireUsers() {
        if (access.way() != Access.Way.USERS) {
            throw new NotFoundException();
        }
    }

    private Response answer(int status, String target, String trouble, String form) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(page.data("to", target)
                        .data("trouble", trouble)
                        .data("form", form)
                        .render())
                .build();
    }

    /** A path of this service: nobody is led elsewhere after signing in. */
    static String target(@Nullable String to) {
        return to != null && to.matches("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?") && isUri(to) ? to : HOME;
    }

    private static boolean isUri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() == null && uri.getScheme() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
