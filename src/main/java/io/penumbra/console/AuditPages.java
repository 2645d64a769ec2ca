package io.penumbra.console;

import io.penumbra.access.Role;
import io.penumbra.access.Visitor;
import io.penumbra.audit.Audit;
import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditQueue;
import io.penumbra.audit.Refused;
import io.penumbra.counts.Snapshot;
import io.penumbra.verdict.Decision;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** The pages on which people label images. A label is an ordinary form: it needs no script. */
@RolesAllowed(Role.AUDITOR)
@Path(AuditPages.PATH)
@Produces(MediaType.TEXT_HTML)
@Blocking
public class AuditPages {
    static final String PATH = "/audit";

    /** Tells those apart who label where everybody may do everything. */
    private static final String GUEST = "penumbra-guest";

    private static final String NO_REASON = "cannot tell";

    private final Pages pages;
    private final Audit audit;
    private final Visitor visitor;

    AuditPages(Pages pages, Audit audit, Visitor visitor) {
        this.pages = pages;
        this.audit = audit;
        this.visitor = visitor;
    }

    @GET
    public Response audit(
            @RestCookie(GUEST) @Nullable String guest,
            @RestHeader("HX-Request") @Nullable String live,
            @Context UriInfo uri) {
        Optional<Snapshot> snapshot = pages.ready();
        if (snapshot.isEmpty() || snapshot.get().candidates().isEmpty()) {
            return pages.starting(uri, PATH);
        }
        Snapshot seen = snapshot.get();
        Map<String, String> query = Pages.query(uri);
        List<String> candidates = List.copyOf(pages.candidates(seen));
        String candidate = query.getOrDefault("candidate", first(seen, candidates));
        if (!candidates.contains(candidate)) {
            return pages.unknown(candidate, seen, uri);
        }
        String who = who(guest);
        boolean isLive = live != null; // what is live on the page has no picture, so nobody gets one
        var visit = AuditVisit.of(query, candidate);
        Response page;
        try {
            AuditQueue queue = seen.candidates().containsKey(candidate)
                    ? audit.queue(seen, Optional.of(candidate))
                    : AuditQueue.EMPTY; // it has scored nothing yet
            page = pages.page(
                    "audit",
                    pages.frame("Audit", PATH, uri, snapshot),
                    AuditPage.of(
                            pages.verdict(seen, candidate),
                            candidates,
                            queue,
                            isLive ? Optional.empty() : shown(visit, queue, who),
                            before(visit),
                            who,
                            visit));
        } catch (Refused e) {
            return pages.refused(PATH, uri, snapshot, e);
        }
        return visitor.name().isPresent() || who.equals(guest) || isLive
                ? page
                : Response.fromResponse(page)
                        .cookie(new NewCookie.Builder(GUEST)
                                .value(who)
                                .path("/")
                                .httpOnly(true)
                                .sameSite(NewCookie.SameSite.STRICT)
                                .build())
                        .build();
    }

    private Optional<AuditImage> shown(AuditVisit visit, AuditQueue queue, String who) {
        return visit.image()
                .map(audit::image)
                .or(() -> audit.next(queue, who, 1).stream().findFirst());
    }

    /** One that is not decided, so that labels are of use. */
    private String first(Snapshot seen, List<String> candidates) {
        return candidates.stream()
                .filter(name -> pages.verdict(seen, name).decision() == Decision.INCONCLUSIVE)
                .findFirst()
                .orElse(candidates.get(0));
    }

    private Optional<LabelledImage> before(AuditVisit visit) {
        return visit.before().flatMap(id -> {
            try {
                return visit.said().map(label -> LabelledImage.of(audit.image(id), label));
            } catch (Refused e) {
                return Optional.empty(); // its wait is over
            }
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response say(
            @RestCookie(GUEST) @Nullable String guest,
            @RestForm @Nullable String image,
            @RestForm @Nullable String label,
            @RestForm @Nullable String skip,
            @RestForm @Nullable String undo,
            @RestForm @Nullable String note,
            @RestForm @Nullable String form,
            @Context UriInfo uri) {
        visitor.requireForm(form);
        Map<String, String> query = Pages.query(uri);
        var visit = AuditVisit.of(query, query.getOrDefault("candidate", ""));
        String who = who(guest);
        Optional<String> said = Optional.ofNullable(note).map(String::strip).filter(text -> !text.isEmpty());
        try {
            if (undo != null) {
                audit.withdraw(who, undo, visitor.may(Role.OPERATOR));
                return seeOther(visit.withdrawn(undo).address());
            }
            if (image != null && label != null) {
                audit.label(who, image, label, said);
                return seeOther(visit.labelled(image, label).address());
            }
            if (image != null && skip != null) {
                audit.skip(who, image, said.orElse(NO_REASON));
            }
            return seeOther(visit.skipped().address());
        } catch (Refused e) {
            return seeOther(visit.refused(e.why()).address());
        }
    }

    @GET
    @Path("labels")
    public Response labels(@RestCookie(GUEST) @Nullable String guest, @Context UriInfo uri) {
        Optional<Snapshot> snapshot = pages.ready();
        if (snapshot.isEmpty()) {
            return pages.starting(uri, PATH);
        }
        try {
            return pages.page(
                    "labels",
                    pages.frame("My labels", PATH, uri, snapshot),
                    LabelsPage.of(audit.labelledBy(who(guest)), page(uri)));
        } catch (Refused e) {
            return pages.refused(PATH, uri, snapshot, e);
        }
    }

    @POST
    @Path("labels")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response takeBack(
            @RestCookie(GUEST) @Nullable String guest,
            @RestForm @Nullable String undo,
            @RestForm @Nullable String form,
            @Context UriInfo uri) {
        visitor.requireForm(form);
        try {
            if (undo != null) {
                audit.withdraw(who(guest), undo, visitor.may(Role.OPERATOR));
            }
            return seeOther(LabelsPage.address(page(uri)));
        } catch (Refused e) {
            return pages.refused(PATH, uri, pages.ready(), e);
        }
    }

    private static int page(UriInfo uri) {
        return LabelsPage.asked(Optional.ofNullable(Pages.query(uri).get("page")));
    }

    private String who(@Nullable String guest) {
        return visitor.name()
                .orElseGet(() -> guest != null && guest.matches("guest-[0-9a-f]{8}")
                        ? guest
                        : "guest-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static Response seeOther(String address) {
        return Response.seeOther(URI.create(address)).build();
    }
}
