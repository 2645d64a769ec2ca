package io.penumbra.rest;

import io.penumbra.access.AccessLog;
import io.penumbra.access.Role;
import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.drift.KeptReferences;
import io.penumbra.drift.Reference;
import io.penumbra.drift.ReferenceJson;
import io.penumbra.drift.References;
import io.penumbra.drift.StreamDrift;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The references that drift is measured against. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path("/api/v1/references")
public class ReferencesResource {
    /**
     * The reference of a model.
     *
     * @param reference the one in use; absent if there is none
     * @param reason why there is none, or why the one that was put is not in use
     */
    public record Used(String model, Optional<ReferenceJson> reference, Optional<String> reason) {}

    /**
     * The body of a PUT, for the description: a period, or numbers by subgroup.
     *
     * @param from start of the period
     * @param to its end
     * @param subgroups numbers by kind, by subgroup
     * @param tolerance of disagreement, harm and error
     * @param shareTolerance of shares
     */
    @Schema(additionalProperties = Schema.False.class)
    public record Body(
            Instant from,
            Instant to,

            @Schema(type = SchemaType.OBJECT, minProperties = 1, additionalProperties = Object.class)
            Object subgroups,

            @Schema(minimum = "0", maximum = "1", exclusiveMaximum = true)
            double tolerance,

            @Schema(minimum = "0", maximum = "1", exclusiveMaximum = true)
            double shareTolerance) {}

    private final View view;
    private final KeptReferences kept;
    private final StreamDrift drift;
    private final AccessLog log;

    ReferencesResource(View view, KeptReferences kept, StreamDrift drift, AccessLog log) {
        this.view = view;
        this.kept = kept;
        this.drift = drift;
        this.log = log;
    }

    @GET
    @Operation(summary = "The reference of the baseline and of each candidate")
    public Answer<List<Used>> references() {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        return new Answer<>(
                models(snapshot).stream().map(model -> used(snapshot, model)).toList());
    }

    @GET
    @Path("/{model}")
    @Operation(summary = "The reference of a candidate, or of the baseline for drift of the stream")
    @APIResponse(responseCode = "200", description = "The reference in use")
    @APIResponse(responseCode = "404", description = "Unknown model")
    public Answer<Used> reference(@RestPath String model) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        return new Answer<>(used(snapshot, version(snapshot, model)));
    }

    @RolesAllowed(Role.OPERATOR)
    @PUT
    @Path("/{model}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(
            summary = "Puts a reference in place of the automatic one, for the model's current version",
            description = "The body is a period of kept panes, or numbers by subgroup and kind."
                    + " Both may have their own tolerance (of disagreement, harm and error) and shareTolerance.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Body.class),
                            examples = {
                                @ExampleObject(
                                        name = "period",
                                        value =
                                                "{\"from\": \"2026-01-31T12:00:00Z\", \"to\": \"2026-01-31T18:00:00Z\"}"),
                                @ExampleObject(
                                        name = "numbers",
                                        value =
                                                "{\"subgroups\": {\"sex=male\": {\"disagreement\": 0.01}}, \"tolerance\": 0.005}")
                            }))
    @APIResponse(responseCode = "200", description = "The reference is kept, for all instances")
    @APIResponse(responseCode = "400", description = "The body is wrong; the answer says where")
    @APIResponse(responseCode = "404", description = "Unknown model")
    @APIResponse(responseCode = "503", description = "The reference cannot be kept now")
    public Answer<Used> put(@RestPath String model, @Nullable String body) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        ModelVersion version = version(snapshot, model);
        Baseline baseline = snapshot.baseline().orElseThrow();
        Reference reference = ReferenceRequest.read(body, snapshot, baseline, version);
        kept.keep(reference).ifPresent(why -> {
            throw NoAnswer.unavailable(why);
        });
        log.line("put reference", Map.of("model", model));
        return new Answer<>(new Used(model, Optional.of(ReferenceJson.of(reference)), Optional.empty()));
    }

    @RolesAllowed(Role.OPERATOR)
    @DELETE
    @Path("/{model}")
    @Blocking
    @Operation(summary = "Goes back to the automatic reference")
    @APIResponse(responseCode = "200", description = "The reference in use now")
    @APIResponse(responseCode = "404", description = "Unknown model")
    @APIResponse(responseCode = "503", description = "The reference cannot be forgotten now")
    public Answer<Used> delete(@RestPath String model) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        ModelVersion version = version(snapshot, model);
        kept.forget(model).ifPresent(why -> {
            throw NoAnswer.unavailable(why);
        });
        log.line("delete reference", Map.of("model", model));
        return new Answer<>(used(snapshot, version));
    }

    private Used used(Snapshot snapshot, ModelVersion model) {
        References references = kept.references().orElseThrow(NoAnswer::unavailable);
        ModelVersion baseline = snapshot.baseline().orElseThrow().version();
        Optional<Reference> reference = references.of(model, baseline);
        return new Used(
                model.name(),
                reference.map(ReferenceJson::of),
                reference.isPresent()
                        ? references.unused(model, baseline)
                        : drift.whyNoReference(snapshot, model.name()));
    }

    private static List<ModelVersion> models(Snapshot snapshot) {
        var models = new ArrayList<ModelVersion>();
        snapshot.baseline().ifPresent(baseline -> models.add(baseline.version()));
        models.addAll(snapshot.candidates().values());
        return models;
    }

    private static ModelVersion version(Snapshot snapshot, String name) {
        List<ModelVersion> models = models(snapshot);
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> NoAnswer.unknown(
                        "model", name, models.stream().map(ModelVersion::name).toList()));
    }
}
