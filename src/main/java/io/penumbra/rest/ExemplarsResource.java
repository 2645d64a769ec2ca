package io.penumbra.rest;

import io.penumbra.access.AccessLog;
import io.penumbra.access.Role;
import io.penumbra.counts.Pane;
import io.penumbra.counts.PerSnapshot;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.exemplar.Ranking;
import io.penumbra.image.Coordinates;
import io.penumbra.image.Redrawn;
import io.penumbra.statistics.DistanceCut;
import io.penumbra.tally.TallyStreams;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A candidate's exemplars: the images on which it lies farthest from the baseline. */
@RolesAllowed(Role.AUDITOR)
@Path(ExemplarsResource.PATH)
public class ExemplarsResource {
    static final String PATH = "/api/v1/exemplars";

    /**
     * A window's strongest exemplars.
     *
     * @param until end of the stream's newest pane, at which the window ends
     * @param cut absent without a percentile or without an image in the window
     */
    public record Exemplars(
            String baseline,
            String candidate,
            String window,
            Optional<Instant> until,
            Optional<CutAnswer> cut,
            List<ExemplarAnswer> exemplars) {}

    private final TallyStreams tally;
    private final Pictures pictures;
    private final AccessLog log;
    private final PerSnapshot<Boolean, List<PaneExemplars>> kept = new PerSnapshot<>();
    private final PerSnapshot<Boolean, Set<Coordinates>> sources = new PerSnapshot<>();
    private final PerSnapshot<Asked, Ranking> rankings = new PerSnapshot<>();

    private record Asked(String candidate, Window window) {}

    ExemplarsResource(TallyStreams tally, Pictures pictures, AccessLog log) {
        this.tally = tally;
        this.pictures = pictures;
        this.log = log;
    }

    @GET
    @Operation(
            summary = "The images of a window on which a candidate's members answer farthest from the baseline's,"
                    + " the farthest first")
    @APIResponse(responseCode = "200", description = "The exemplars")
    @APIResponse(responseCode = "404", description = "Unknown candidate")
    public Answer<Exemplars> exemplars(
            @Parameter(
                            description = "For example pruned-95",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, minLength = 1))
                    @RestQuery
                    Optional<String> candidate,
            @Parameter(
                            description = "version: since the model version's start",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"5m", "1h", "24h", "version"},
                                            defaultValue = "version"))
                    @RestQuery("window")
                    Optional<String> within,
            @Parameter(
                            description = "Only those at or above this percentile of the window's images, such as 99",
                            schema =
                                    @Schema(
                                            type = SchemaType.NUMBER,
                                            minimum = "0",
                                            exclusiveMinimum = true,
                                            maximum = "100",
                                            exclusiveMaximum = true))
                    @RestQuery
                    Optional<String> percentile,
            @Parameter(
                            description = "Most exemplars to answer; never more than penumbra.exemplars.most",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "999999999"))
                    @RestQuery
                    Optional<String> limit) {
        Window chosen = Query.window(within);
        Optional<Double> asked = percentile.map(Query::percentile);
        int most = limit.map(text -> Query.positive("limit", text)).orElse(Integer.MAX_VALUE);
        Snapshot snapshot = tally.snapshot().orElseThrow(NoAnswer::unavailable);
        String name = candidate
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> NoAnswer.badRequest("candidate is missing; the candidates are "
                        + snapshot.candidates().keySet()));
        Ranking ranking = rankings.get(snapshot, new Asked(name, chosen), () -> ranking(snapshot, name, chosen))
                .limit(most);
        Optional<DistanceCut> cut = asked.flatMap(p -> cut(snapshot, name, chosen, p));
        Ranking shown = cut.map(ranking::above).orElse(ranking);
        List<String> classes = ranking.pair().classes().names();
        return new Answer<>(new Exemplars(
                ranking.pair().baseline().name(),
                name,
                chosen.name(),
                snapshot.newest().map(Pane::end),
                cut.flatMap(at -> asked.map(p -> CutAnswer.of(p, at))),
                shown.exemplars().stream()
                        .map(exemplar -> ExemplarAnswer.of(exemplar, classes))
                        .toList()));
    }

    private Ranking ranking(Snapshot snapshot, String candidate, Window window) {
        return Ranking.of(snapshot, kept(snapshot), candidate, window, tally.mostExemplars())
                .orElseThrow(() -> NoAnswer.unknown(
                        "candidate", candidate, snapshot.candidates().keySet()));
    }

    private List<PaneExemplars> kept(Snapshot snapshot) {
        return kept.get(snapshot, true, () -> tally.exemplars().orElseThrow(NoAnswer::unavailable));
    }

    private static Optional<DistanceCut> cut(Snapshot snapshot, String candidate, Window window, double percentile) {
        return Optional.ofNullable(snapshot.window(window).get(Subgroup.ALL))
                .map(all -> all.candidates().get(candidate))
                .flatMap(pair -> pair.distances().cut(percentile));
    }

    /** Only exemplars and images to label are shown: REST is no way to read other images. */
    private boolean isShown(Coordinates source) {
        Snapshot snapshot = tally.snapshot().orElseThrow(NoAnswer::unavailable);
        return sources.get(
                        snapshot,
                        true,
                        () -> Stream.concat(
                                        kept(snapshot).stream()
                                                .flatMap(pane -> pane.exemplars().stream())
                                                .flatMap(exemplar -> exemplar.source().stream()),
                                        tally.flips().stream()
                                                .flatMap(List::stream)
                                                .flatMap(image -> image.source().stream()))
                                .collect(Collectors.toUnmodifiableSet()))
                .contains(source);
    }

    private static String place(Coordinates source) {
        return source.topic() + "/" + source.partition() + "/" + source.offset();
    }

    private static Response answer(Redrawn image) {
        // written in pieces, so that a client that reads slowly keeps its place, and others their memory
        return Response.ok((StreamingOutput) out -> out.write(image.encoded()), image.contentType())
                .header(HttpHeaders.CONTENT_LENGTH, image.encoded().length)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("/{topic}/{partition}/{offset}/image")
    @Blocking
    @Operation(
            summary = "The image, read back from Kafka and drawn anew: upright and without metadata",
            description = "A JPEG whose longest side has at most `size` pixels. Each look is a line of the access log.")
    @APIResponse(
            responseCode = "200",
            description = "The image",
            content = {@Content(mediaType = "image/jpeg"), @Content(mediaType = "image/png")})
    @APIResponse(
            responseCode = "404",
            description = "No exemplar and no image to label lies there, or the record is no JPEG or PNG image")
    @APIResponse(responseCode = "410", description = "Retention has removed the image, or it never was there")
    public Response image(
            @RestPath String topic,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "2147483647")) @RestPath
                    String partition,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "9223372036854775807"))
                    @RestPath
                    String offset,
            @Parameter(
                            description = "Longest side in pixels",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "512",
                                            defaultValue = "512"))
                    @RestQuery
                    Optional<String> size,
            @Parameter(
                            description = "true: a PNG of all pixels",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery
                    Optional<String> original) {
        boolean whole = original.map(text -> Query.yesOrNo("original", text)).orElse(false);
        int longest =
                size.map(text -> Query.from1To(Pictures.LONGEST, "size", text)).orElse(Pictures.LONGEST);
        var source = new Coordinates(
                topic,
                (int) Query.atMost(Integer.MAX_VALUE, "partition", partition),
                Query.atMost(Long.MAX_VALUE, "offset", offset));
        if (!isShown(source)) {
            throw NoAnswer.notFound(
                    "no exemplar and no image to label is kept at " + topic + "/" + partition + "/" + offset);
        }
        pictures.forget(tally.forgottenVersion());
        Redrawn picture = whole ? pictures.whole(source) : pictures.small(source, longest);
        log.line("look", Map.of("image", place(source), "size", whole ? "original" : "small"));
        return answer(picture);
    }
}
