package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.counts.PerSnapshot;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.model.OpenModels;
import io.penumbra.plan.Pace;
import io.penumbra.plan.Plan;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The gate: whether a candidate may ship. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR, Role.GATE})
@Path("/api/v1/gate")
public class GateResource {
    private static final String CANDIDATE = "candidate";

    /** The part of the payload of Flagger's webhook that is read. */
    @Schema(requiredProperties = "metadata")
    public record Canary(
            @Schema(
                    type = SchemaType.OBJECT,
                    requiredProperties = CANDIDATE,
                    properties = @SchemaProperty(name = CANDIDATE, type = SchemaType.STRING, pattern = "\\S"))
            @Nullable
            Map<String, String> metadata) {}

    private final View view;
    private final OpenModels open;
    private final Gate gate;
    private final PerSnapshot<String, GateAnswer> answers = new PerSnapshot<>();
    private final PerSnapshot<String, PlanAnswer> plans = new PerSnapshot<>();

    GateResource(View view, OpenModels open, Gate gate) {
        this.view = view;
        this.open = open;
        this.gate = gate;
    }

    @GET
    @Operation(
            summary = "Whether a candidate may ship: pass, fail or inconclusive, and why",
            description =
                    "Ask at any time and as often as you like: the rate of wrong verdicts holds under continual looking.")
    @APIResponse(responseCode = "200", description = "The verdict, whatever it is")
    @APIResponse(responseCode = "400", description = "The query names no candidate, or a blank version")
    @APIResponse(responseCode = "404", description = "Unknown candidate")
    @APIResponse(responseCode = "503", description = "The view is not ready yet")
    public Answer<GateAnswer> gate(
            @Parameter(
                            description = "For example pruned-95",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, pattern = "\\S"))
                    @RestQuery
                    Optional<String> candidate,
            @Parameter(
                            description =
                                    "Digest of the candidate version. If no image of it counts, the verdict is inconclusive. Left out, it is the current one.",
                            schema = @Schema(type = SchemaType.STRING, pattern = "\\S"))
                    @RestQuery
                    Optional<String> version,
            @Parameter(
                            description = "Digest of the baseline version, likewise",
                            schema = @Schema(type = SchemaType.STRING, pattern = "\\S"))
                    @RestQuery
                    Optional<String> baseline) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        return new Answer<>(answer(
                snapshot,
                candidate,
                new AskedVersion(version, baseline),
                "the candidate is missing; ask for /api/v1/gate?candidate=NAME"));
    }

    @GET
    @Path("/plan")
    @Operation(
            summary =
                    "What the verdict still takes: images, labels and time of each open question, and what other settings would save",
            description =
                    "A forecast at the rates so far, and in time at the pace of the last 24 hours of the stream. Count on a fifth more or less.")
    @APIResponse(responseCode = "200", description = "The plan; without questions if the verdict is in")
    @APIResponse(responseCode = "400", description = "The query names no candidate")
    @APIResponse(responseCode = "404", description = "Unknown candidate")
    @APIResponse(responseCode = "503", description = "The view is not ready yet")
    public Answer<PlanAnswer> plan(
            @Parameter(
                            description = "For example pruned-95",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, pattern = "\\S"))
                    @RestQuery
                    Optional<String> candidate) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        String known = Candidates.asked(
                candidate, snapshot, open, "the candidate is missing; ask for /api/v1/gate/plan?candidate=NAME");
        return new Answer<>(plans.get(snapshot, known, () -> {
            Plan plan = plan(snapshot, known);
            return PlanAnswer.of(plan, plan.whatIfs());
        }));
    }

    @POST
    @Path("/confirm-promotion")
    @Operation(
            summary = "Flagger's webhook confirm-promotion: 200 once the candidate passes",
            description =
                    "The webhook names the candidate in metadata.candidate, and may name its version in metadata.version and that of the baseline in metadata.baseline, each by its digest.")
    @APIResponse(responseCode = "200", description = "The verdict is pass")
    @APIResponse(responseCode = "400", description = "The payload names no candidate")
    @APIResponse(responseCode = "404", description = "Unknown candidate")
    @APIResponse(responseCode = "409", description = "The verdict is fail or inconclusive, with the reasons")
    @APIResponse(responseCode = "503", description = "The view is not ready yet")
    public Answer<GateAnswer> confirmPromotion(@Nullable Canary canary) {
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        GateAnswer answer = answer(
                snapshot,
                metadata(canary, CANDIDATE),
                new AskedVersion(metadata(canary, "version"), metadata(canary, "baseline")),
                "the candidate is missing; name it in the webhook's metadata.candidate");
        if (!answer.verdict().equals(Decision.PASS.text())) {
            throw NoAnswer.conflict(
                    answer.candidate() + ": " + answer.verdict() + "; " + String.join("; ", answer.reasons()));
        }
        return new Answer<>(answer);
    }

    private static Optional<String> metadata(@Nullable Canary canary, String key) {
        return Optional.ofNullable(canary).map(Canary::metadata).map(metadata -> metadata.get(key));
    }

    private GateAnswer answer(Snapshot snapshot, Optional<String> asked, AskedVersion version, String whenMissing) {
        String candidate = Candidates.asked(asked, snapshot, open, whenMissing);
        return version.missing(snapshot, candidate)
                .map(why ->
                        GateAnswer.without(why, Verdict.of(candidate, gate.settings(candidate), List.of()), snapshot))
                .orElseGet(() ->
                        answers.get(snapshot, candidate, () -> GateAnswer.of(plan(snapshot, candidate), snapshot)));
    }

    private Plan plan(Snapshot snapshot, String candidate) {
        return Plan.of(gate.verdict(snapshot, candidate), Pace.of(snapshot));
    }
}
