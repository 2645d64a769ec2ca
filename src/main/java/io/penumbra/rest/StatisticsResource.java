package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.View;
import io.penumbra.counts.Window;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

/** The statistics of a window, by subgroup and model. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path("/api/v1/statistics")
public class StatisticsResource {
    /** @param until end of the stream's newest pane, at which the window ends; absent before the first image */
    public record Statistics(String window, Optional<Instant> until, List<Row> rows) {}

    private final View view;

    StatisticsResource(View view) {
        this.view = view;
    }

    @GET
    @Operation(
            summary =
                    "Errors, false positives and negatives by class, disagreement, changes and behaviour of each model on each subgroup in a window")
    @APIResponse(responseCode = "200", description = "The rows, by subgroup and model")
    @APIResponse(responseCode = "404", description = "Unknown model or subgroup")
    public Answer<Statistics> statistics(
            @Parameter(
                            description = "version: since the model version's start",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"5m", "1h", "24h", "version"},
                                            defaultValue = "version"))
                    @RestQuery("window")
                    Optional<String> within,
            @Parameter(description = "Only this model, for example pruned-95") @RestQuery Optional<String> model,
            @Parameter(description = "Only this subgroup, for example all or age=old,sex=male") @RestQuery("subgroup")
                    Optional<String> named,
            @Parameter(
                            description = "true: with the confusion matrix of each row",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery("confusion")
                    Optional<String> matrices,
            @Parameter(
                            description = "true: with the labelled images of each row by confidence",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery("calibration")
                    Optional<String> binned) {
        Window chosen = Query.window(within);
        String window = chosen.name();
        Optional<String> subgroup = named.map(Query::subgroup);
        var asked = new Row.Asked(
                matrices.map(text -> Query.yesOrNo("confusion", text)).orElse(false),
                binned.map(text -> Query.yesOrNo("calibration", text)).orElse(false));
        Snapshot snapshot = view.snapshot().orElseThrow(NoAnswer::unavailable);
        List<Row> all = rows(snapshot.window(chosen), asked);
        List<Row> rows = all.stream()
                .filter(row -> model.isEmpty() || model.get().equals(row.model()))
                .filter(row -> subgroup.isEmpty() || subgroup.get().equals(row.subgroup()))
                .toList();
        if (rows.isEmpty()) {
            model.ifPresent(name -> check("model", name, window, all.stream().map(Row::model)));
            subgroup.ifPresent(
                    name -> check("subgroup", name, window, all.stream().map(Row::subgroup)));
            if (model.isPresent() && subgroup.isPresent()) {
                throw NoAnswer.notFound("model '" + model.get() + "' scored no image of subgroup '" + subgroup.get()
                        + "' in window " + window);
            }
        }
        Optional<Instant> until = snapshot.newest().map(Pane::end);
        return new Answer<>(new Statistics(window, until, rows));
    }

    private static void check(String kind, String name, String window, Stream<String> known) {
        List<String> names = known.distinct().sorted().toList();
        if (!names.contains(name)) {
            throw NoAnswer.unknown(kind, name, "in window " + window, names);
        }
    }

    private static List<Row> rows(SortedMap<Subgroup, SubgroupCounts> window, Row.Asked asked) {
        SubgroupCounts all = window.get(Subgroup.ALL);
        return all == null
                ? List.of()
                : window.entrySet().stream()
                        .flatMap(each -> Row.of(each.getKey(), each.getValue(), all, asked).stream())
                        .toList();
    }
}
