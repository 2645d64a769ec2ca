package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftKind;
import io.penumbra.drift.Horizon;
import io.penumbra.drift.LatestLook;
import io.penumbra.drift.StreamDrift;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

/** Drift of the candidates and of the stream. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path("/api/v1/drift")
public class DriftResource {
    /**
     * All series, with the threshold of their alarms.
     *
     * @param until end of the stream's newest pane
     * @param thresholds by horizon, the natural logarithm of the statistic that raises an alarm
     * @param meanSecondsToFalseAlarm lower bound, for each series and horizon, while nothing changes; it gives the threshold
     */
    public record Drifts(
            Optional<Instant> until,
            Map<String, Double> thresholds,
            long meanSecondsToFalseAlarm,
            List<DriftAnswer> series) {}

    private final View view;
    private final StreamDrift drift;

    DriftResource(View view, StreamDrift drift) {
        this.view = view;
        this.drift = drift;
    }

    @GET
    @Operation(
            summary = "The evidence that disagreement, harm, error or shares have left their reference, and the alarms",
            description =
                    "Ask at any time and as often as you like: the mean time to a false alarm holds under continual looking.")
    @APIResponse(responseCode = "200", description = "The series")
    @APIResponse(responseCode = "400", description = "Unknown kind")
    @APIResponse(responseCode = "404", description = "Unknown candidate or subgroup")
    public Answer<Drifts> drift(
            @Parameter(description = "Only this model, for example pruned-95; the baseline has the drift of the stream")
                    @RestQuery
                    Optional<String> candidate,
            @Parameter(description = "Only this subgroup, for example sex=male") @RestQuery("subgroup")
                    Optional<String> named,
            @Parameter(
                            description = "Only this kind",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "disagreement",
                                                "harm",
                                                "error",
                                                "predicted_class_share",
                                                "subgroup_share"
                                            }))
                    @RestQuery
                    Optional<String> kind) {
        Optional<DriftKind> chosen = kind.map(DriftResource::kind);
        Optional<String> subgroup = named.map(Query::subgroup);
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        LatestLook.Found found = drift.look(snapshot).orElseThrow(NoAnswer::unavailable);
        List<Drift> all = found.drifts();
        candidate.ifPresent(name -> check("candidate", name, all.stream().map(Drift::model)));
        subgroup.ifPresent(name ->
                check("subgroup", name, all.stream().map(each -> each.subgroup().name())));
        return new Answer<>(new Drifts(
                found.snapshot().newest().map(Pane::end),
                thresholds(),
                drift.settings().meanTimeToFalseAlarm().toSeconds(),
                all.stream()
                        .filter(each -> candidate.isEmpty() || each.model().equals(candidate.get()))
                        .filter(each ->
                                subgroup.isEmpty() || each.subgroup().name().equals(subgroup.get()))
                        .filter(each -> chosen.isEmpty() || each.kind() == chosen.get())
                        .map(DriftAnswer::of)
                        .toList()));
    }

    private Map<String, Double> thresholds() {
        var thresholds = new TreeMap<String, Double>();
        for (Horizon horizon : Horizon.values()) {
            thresholds.put(horizon.text(), drift.settings().logThreshold(horizon));
        }
        return thresholds;
    }

    private static DriftKind kind(String text) {
        return DriftKind.of(text)
                .orElseThrow(() -> NoAnswer.badRequest("kind is '" + text + "', expected one of "
                        + Stream.of(DriftKind.values()).map(DriftKind::text).toList()));
    }

    private static void check(String what, String name, Stream<String> known) {
        var names = new TreeSet<>(known.toList());
        if (!names.contains(name)) {
            throw NoAnswer.unknown(what, name, names);
        }
    }
}
