package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.access.Visitor;
import io.penumbra.audit.Audit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

/** The labels that somebody gave in the audit. */
@RolesAllowed(Role.AUDITOR)
@Path("/api/v1/labels")
public class LabelsResource {
    private final Audit audit;
    private final Visitor visitor;

    LabelsResource(Audit audit, Visitor visitor) {
        this.audit = audit;
        this.visitor = visitor;
    }

    @GET
    @Operation(summary = "The images that somebody has labelled for the audit, the last to come first")
    @APIResponse(responseCode = "200", description = "The images with their labels, and what the models said")
    @APIResponse(responseCode = "503", description = "The images cannot be read now")
    public Answer<List<AuditImageAnswer>> labels(
            @Parameter(description = AuditResource.BY) @RestQuery Optional<String> by) {
        String who = AuditResource.who(visitor, by);
        return AuditResource.answer(() -> audit.labelledBy(who).stream()
                .map(image -> AuditImageAnswer.of(image, false))
                .toList());
    }
}
