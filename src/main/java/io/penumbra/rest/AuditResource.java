package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.access.Visitor;
import io.penumbra.audit.Audit;
import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditQueue;
import io.penumbra.audit.Refused;
import io.penumbra.counts.Snapshot;
import io.penumbra.tally.TallyStreams;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The images that people label so that the gate can answer. */
@RolesAllowed(Role.AUDITOR)
@Path("/api/v1/audit")
public class AuditResource {
    static final String BY = "Who asks, where access is open. Else it is who has signed in";

    /**
     * The next images to label.
     *
     * @param labels about how many labels answer the questions that labels alone can answer
     * @param questions the number of these questions
     * @param openQuestions the number of all open questions
     * @param waiting images in the queue
     * @param images they belong to who asked for 10 minutes
     */
    public record Next(
            Optional<String> candidate,
            long labels,
            int questions,
            int openQuestions,
            int waiting,
            List<AuditImageAnswer> images) {}

    /**
     * What somebody says of an image: what it shows, or that they cannot tell.
     *
     * @param label the name of its class
     * @param skip why they cannot tell
     * @param note anything else; it is written to the topic of labels
     */
    @Schema(additionalProperties = Schema.False.class)
    public record Body(
            @Schema(nullable = true) @Nullable String label,
            @Schema(nullable = true) @Nullable String skip,

            @Schema(nullable = true, maxLength = 1000) @Nullable
            String note) {}

    private final Audit audit;
    private final TallyStreams tally;
    private final Visitor visitor;

    AuditResource(Audit audit, TallyStreams tally, Visitor visitor) {
        this.audit = audit;
        this.tally = tally;
        this.visitor = visitor;
    }

    @GET
    @Operation(
            summary = "The next images to label, those that bring the open questions nearest to an answer first",
            description = "They belong to who asks for 10 minutes: nobody else gets them.")
    @APIResponse(responseCode = "200", description = "The images; none where labels answer nothing now")
    @APIResponse(responseCode = "404", description = "Unknown candidate")
    @APIResponse(responseCode = "503", description = "The images cannot be read now")
    public Answer<Next> next(
            @Parameter(description = "For example pruned-95; left out, all candidates") @RestQuery
                    Optional<String> candidate,
            @Parameter(
                            description = "Most images to get",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "1"))
                    @RestQuery
                    Optional<String> limit,
            @Parameter(
                            description = "false: with what the models said",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"))
                    @RestQuery
                    Optional<String> blind,
            @Parameter(description = BY) @RestQuery Optional<String> by) {
        int most = limit.map(text -> Query.from1To(Audit.MOST, "limit", text)).orElse(1);
        boolean hidden = blind.map(text -> Query.yesOrNo("blind", text)).orElse(true);
        Optional<String> name = candidate.filter(text -> !text.isEmpty());
        Snapshot snapshot = tally.snapshot().orElseThrow(NoAnswer::unavailable);
        String who = who(visitor, by);
        return answer(() -> {
            AuditQueue queue = audit.queue(snapshot, name);
            return new Next(
                    name,
                    queue.labels(),
                    queue.questions(),
                    queue.open(),
                    queue.images().size(),
                    audit.next(queue, who, most).stream()
                            .map(image -> AuditImageAnswer.of(image, hidden))
                            .toList());
        });
    }

    @POST
    @Path("/{id: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(
            summary = "Labels an image, or skips it",
            description = "The label goes to the topic of labels as a chosen one. It counts within seconds.")
    @APIResponse(responseCode = "200", description = "The image, and what the models said")
    @APIResponse(responseCode = "400", description = "The body is wrong; the answer says where")
    @APIResponse(responseCode = "404", description = "The audit has no such image")
    @APIResponse(responseCode = "409", description = "Somebody else has the image now")
    @APIResponse(responseCode = "503", description = "The label cannot be written now")
    public Answer<AuditImageAnswer> say(
            @RestPath String id, @Parameter(description = BY) @RestQuery Optional<String> by, @Nullable Body body) {
        String who = who(visitor, by);
        if (body == null || (body.label() == null) == (body.skip() == null)) {
            throw NoAnswer.badRequest("the body has "
                    + (body == null || body.label() == null ? "neither label nor skip" : "both label and skip")
                    + ", expected one of them");
        }
        return answer(() -> {
            AuditImage image = body.label() == null
                    ? audit.skip(who, id, String.valueOf(body.skip()))
                    : audit.label(who, id, body.label(), Optional.ofNullable(body.note()));
            return AuditImageAnswer.of(image, body.label() == null);
        });
    }

    @DELETE
    @Path("/{id: .+}")
    @Blocking
    @Operation(summary = "Takes back the chosen label of an image, which then waits for one again")
    @APIResponse(responseCode = "200", description = "The image")
    @APIResponse(responseCode = "404", description = "The audit has no such image")
    @APIResponse(responseCode = "409", description = "Somebody else gave the label; operators may take it back")
    @APIResponse(responseCode = "503", description = "It cannot be written now")
    public Answer<AuditImageAnswer> withdraw(
            @RestPath String id, @Parameter(description = BY) @RestQuery Optional<String> by) {
        String who = who(visitor, by);
        return answer(() -> {
            AuditImage image = audit.withdraw(who, id, visitor.may(Role.OPERATOR));
            return AuditImageAnswer.of(image, true);
        });
    }

    static String who(Visitor visitor, Optional<String> by) {
        return visitor.name()
                .orElseGet(() -> by.map(String::strip)
                        .filter(name -> !name.isEmpty() && name.length() <= 100)
                        .orElseGet(visitor::logName));
    }

    static <T> Answer<T> answer(Supplier<T> asked) {
        try {
            return new Answer<>(asked.get());
        } catch (Refused e) {
            String why = String.valueOf(e.getMessage());
            throw switch (e.why()) {
                case UNKNOWN -> NoAnswer.notFound(why);
                case WRONG -> NoAnswer.badRequest(why);
                case TAKEN -> NoAnswer.conflict(why);
                case UNAVAILABLE -> NoAnswer.unavailable(why);
            };
        }
    }
}
