package io.penumbra.console;

import io.penumbra.access.Role;
import io.penumbra.process.Failure;
import io.penumbra.process.LastRecords;
import io.penumbra.tally.TallyStreams;
import io.penumbra.wire.ReadLetter;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The last dead letters with their headers, which may name images. */
@RolesAllowed(Role.OPERATOR)
@Path("/stream/dead-letters")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class DeadLetterPages {
    private final Pages pages;
    private final TallyStreams tally;
    private final LastRecords records;
    private final Workings workings;

    DeadLetterPages(Pages pages, TallyStreams tally, LastRecords records, Workings workings) {
        this.pages = pages;
        this.tally = tally;
        this.records = records;
        this.workings = workings;
    }

    @GET
    public Response letters(@Context UriInfo uri) {
        DeadLetterPage page;
        try {
            page = DeadLetterPage.of(
                    records.read(workings.deadLetterTopics(), DeadLetterPage.MOST, ReadLetter::of), tally::isForgotten);
        } catch (Failure e) {
            page = DeadLetterPage.unread(String.valueOf(e.getMessage()));
        }
        return pages.page("dead-letters", pages.frame("Dead letters", "/stream", uri, tally.snapshot()), page);
    }
}
