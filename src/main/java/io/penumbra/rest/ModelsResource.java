package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.model.Model;
import io.penumbra.model.OpenModels;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The models that are current in the stream. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path("/api/v1/models")
public class ModelsResource {
    /** @param baseline absent before the first image */
    public record Models(Optional<ModelAnswer> baseline, List<ModelAnswer> candidates) {}

    private final View view;
    private final OpenModels open;

    ModelsResource(View view, OpenModels open) {
        this.view = view;
        this.open = open;
    }

    @GET
    @Operation(summary = "The baseline version and the candidate versions that are current in the stream")
    public Answer<Models> models() {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        List<Model> models = open.models();
        return new Answer<>(new Models(
                snapshot.baseline().map(baseline -> ModelAnswer.of(baseline.version(), models)),
                snapshot.candidates().values().stream()
                        .map(version -> ModelAnswer.of(version, models))
                        .toList()));
    }
}
