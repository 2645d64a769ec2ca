package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.event.VerdictData;
import io.penumbra.event.VerdictEvent;
import io.penumbra.event.VerdictHistory;
import io.penumbra.model.OpenModels;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

/** How verdicts have changed. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path("/api/v1/verdicts")
public class VerdictsResource {
    /**
     * A change of a verdict.
     *
     * @param id of its event
     * @param verdict {@code pass}, {@code fail} or {@code inconclusive}
     * @param baselineVersion digest of the baseline version
     * @param candidateVersion digest of the candidate version
     * @param scored number of images that the candidate had scored
     * @param labelled number of them whose label was known
     * @param reasons sentences
     */
    public record Change(
            String id,
            Instant time,
            String verdict,
            String baselineVersion,
            String candidateVersion,
            long scored,
            long labelled,
            List<String> reasons) {
        static Change of(VerdictEvent event) {
            VerdictData data = event.data();
            return new Change(
                    event.id(),
                    event.time(),
                    data.verdict(),
                    data.baselineVersion(),
                    data.candidateVersion(),
                    data.scored(),
                    data.labelled(),
                    data.reasons());
        }
    }

    private final View view;
    private final OpenModels open;
    private final VerdictHistory history;

    VerdictsResource(View view, OpenModels open, VerdictHistory history) {
        this.view = view;
        this.open = open;
        this.history = history;
    }

    @GET
    @Operation(
            summary = "How a candidate's verdict has changed, the newest change first",
            description = "At most the last 50 changes, of those that the topic of verdicts still holds.")
    @APIResponse(responseCode = "200", description = "The changes; none before the first verdict")
    @APIResponse(responseCode = "400", description = "The query names no candidate")
    @APIResponse(responseCode = "404", description = "Unknown candidate")
    @APIResponse(responseCode = "503", description = "The view is not ready yet")
    public Answer<List<Change>> verdicts(
            @Parameter(
                            description = "For example pruned-95",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, pattern = "\\S"))
                    @RestQuery
                    Optional<String> candidate) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        String known = Candidates.asked(
                candidate, snapshot, open, "the candidate is missing; ask for /api/v1/verdicts?candidate=NAME");
        return new Answer<>(history.of(known).stream().map(Change::of).toList());
    }
}
