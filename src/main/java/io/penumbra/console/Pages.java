package io.penumbra.console;

import io.penumbra.access.Role;
import io.penumbra.access.Visitor;
import io.penumbra.audit.Refused;
import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PerSnapshot;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.drift.LatestLook;
import io.penumbra.drift.StreamDrift;
import io.penumbra.event.VerdictHistory;
import io.penumbra.exemplar.Ranking;
import io.penumbra.lag.ViewLag;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.model.OpenModels;
import io.penumbra.plan.Pace;
import io.penumbra.plan.Plan;
import io.penumbra.tally.TallyStreams;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import io.quarkus.qute.Engine;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;

/** Answers the requests of browsers. The pages need no script but for what is live. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class Pages {
    private final TallyStreams tally;
    private final Gate gate;
    private final OpenModels open;
    private final StreamDrift drift;
    private final ViewLag lag;
    private final ProcessMetrics metrics;
    private final Workings workings;
    private final VerdictHistory history;
    private final Visitor visitor;
    private final Engine templates;
    private final PerSnapshot<String, Plan> plans = new PerSnapshot<>();
    private final PerSnapshot<String, List<Question>> questions = new PerSnapshot<>();
    private final String version = Assets.version();

    Pages(
            TallyStreams tally,
            Gate gate,
            OpenModels open,
            StreamDrift drift,
            ViewLag lag,
            ProcessMetrics metrics,
            Workings workings,
            VerdictHistory history,
            Visitor visitor,
            Engine templates) {
        this.tally = tally;
        this.gate = gate;
        this.open = open;
        this.drift = drift;
        this.lag = lag;
        this.metrics = metrics;
        this.workings = workings;
        this.history = history;
        this.visitor = visitor;
        this.templates = templates;
    }

    @GET
    public Response rollout(@Context UriInfo uri) {
        Optional<Snapshot> snapshot = ready();
        if (snapshot.isEmpty()) {
            return starting(uri, "/");
        }
        Snapshot seen = snapshot.get();
        List<Plan> all = candidates(seen).stream().map(name -> plan(seen, name)).toList();
        return page(
                "rollout",
                frame("Rollout", "/", uri, snapshot),
                RolloutPage.of(baseline(seen).version().name(), all, this::saving, verdict -> history(seen, verdict)));
    }

    @GET
    @Path("candidates")
    public Response candidates(@Context UriInfo uri) {
        return ready().flatMap(seen -> candidates(seen).stream().findFirst())
                .map(first -> Response.temporaryRedirect(URI.create(Link.Addresses.candidate(first)))
                        .build())
                .orElseGet(() -> starting(uri, "/candidates"));
    }

    @GET
    @Path("candidates/{name}")
    public Response candidate(@RestPath String name, @Context UriInfo uri) {
        Optional<Snapshot> snapshot = ready();
        if (snapshot.isEmpty()) {
            return starting(uri, "/candidates");
        }
        Snapshot seen = snapshot.get();
        if (!candidates(seen).contains(name)) {
            return unknown(name, seen, uri);
        }
        Plan plan = plan(seen, name);
        Verdict verdict = plan.verdict();
        List<Question> all = questions.get(
                seen,
                name,
                () -> verdict.findings().stream()
                        .map(finding -> Question.of(verdict, finding))
                        .toList());
        return page(
                "candidate",
                frame(name, "/candidates", uri, snapshot),
                CandidatePage.of(
                        plan,
                        all,
                        seen,
                        open.models(),
                        saving(name),
                        QuestionFilter.of(query(uri)),
                        history(seen, verdict)),
                Map.of("candidates", candidates(seen)));
    }

    @GET
    @RolesAllowed(Role.AUDITOR)
    @Path("gallery")
    public Response gallery(@Context UriInfo uri) {
        Optional<Snapshot> snapshot = ready();
        var kept = tally.exemplars();
        if (snapshot.isEmpty() || kept.isEmpty() || snapshot.get().candidates().isEmpty()) {
            return starting(uri, "/gallery");
        }
        Snapshot seen = snapshot.get();
        Map<String, String> query = query(uri);
        String name = query.getOrDefault(
                "candidate", seen.candidates().keySet().iterator().next());
        GalleryFilter filter = GalleryFilter.of(query, name);
        return Ranking.of(seen, kept.get(), name, filter.window(), tally.mostExemplars())
                .map(ranking -> page(
                        "gallery", frame("Gallery", "/gallery", uri, snapshot), GalleryPage.of(seen, ranking, filter)))
                .orElseGet(() -> unknown(name, seen, uri));
    }

    @GET
    @Path("drift")
    public Response drift(@Context UriInfo uri) {
        Optional<Snapshot> snapshot = ready();
        Optional<LatestLook.Found> found = snapshot.flatMap(drift::look);
        if (found.isEmpty()) {
            return starting(uri, "/drift");
        }
        return page(
                "drift",
                frame("Drift", "/drift", uri, found.map(LatestLook.Found::snapshot)),
                DriftPage.of(found.get().snapshot(), found.get().drifts(), drift.settings()));
    }

    @GET
    @Path("stream")
    public Response stream(@Context UriInfo uri) {
        Optional<Snapshot> snapshot = tally.snapshot();
        if (snapshot.isEmpty()) {
            return starting(uri, "/stream");
        }
        return page(
                "stream",
                frame("Stream", "/stream", uri, snapshot),
                StreamPage.of(
                        snapshot.get(),
                        workings.trouble(),
                        workings.lags(),
                        workings.members(),
                        metrics.labelsThatWait(),
                        metrics.deadLetters(),
                        open.models(),
                        metrics::millisPerImage));
    }

    /** The state of the view once it holds an image. */
    Optional<Snapshot> ready() {
        return tally.snapshot().filter(snapshot -> snapshot.baseline().isPresent());
    }

    SortedSet<String> candidates(Snapshot snapshot) {
        return open.candidates(snapshot.candidates().keySet());
    }

    private Plan plan(Snapshot snapshot, String candidate) {
        return plans.get(snapshot, candidate, () -> Plan.of(gate.verdict(snapshot, candidate), Pace.of(snapshot)));
    }

    Verdict verdict(Snapshot snapshot, String candidate) {
        return plan(snapshot, candidate).verdict();
    }

    private Optional<Saving> saving(String candidate) {
        return Saving.of(candidate, open.models(), metrics::millisPerImage);
    }

    private History history(Snapshot snapshot, Verdict verdict) {
        return History.of(
                history.of(verdict.candidate()),
                verdict.decision(),
                Optional.ofNullable(snapshot.candidates().get(verdict.candidate()))
                        .map(ModelVersion::digest));
    }

    private static Baseline baseline(Snapshot snapshot) {
        return snapshot.baseline().orElseThrow();
    }

    static Map<String, String> query(UriInfo uri) {
        return uri.getQueryParameters().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().get(0)));
    }

    Frame frame(String title, String current, UriInfo uri, Optional<Snapshot> snapshot) {
        long scored = snapshot.map(seen -> seen.window(Window.VERSION).get(Subgroup.ALL))
                .map(SubgroupCounts::scored)
                .orElse(0L);
        URI self = uri.getRequestUri();
        return new Frame(
                title,
                current,
                self.getRawPath() + (self.getRawQuery() == null ? "" : "?" + self.getRawQuery()),
                lag.last().asOf().map(Words::clock),
                Words.count(scored, "image"),
                Reader.of(visitor),
                version);
    }

    Response page(String template, Frame frame, Object page) {
        return page(template, frame, page, Map.of());
    }

    private Response page(String template, Frame frame, Object page, Map<String, ?> more) {
        return html(Response.Status.OK, template, frame, page, more);
    }

    private Response html(Response.Status status, String template, Frame frame, Object page, Map<String, ?> more) {
        var filled = templates
                .getTemplate("console/" + template + ".html")
                .data("frame", frame)
                .data("page", page);
        more.forEach(filled::data);
        return Response.status(status)
                .entity(filled.render())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    Response starting(UriInfo uri, String current) {
        Optional<Snapshot> snapshot = tally.snapshot();
        return page(
                "starting",
                frame("Starting", current, uri, snapshot),
                StartingPage.of(snapshot.isPresent(), workings.trouble()));
    }

    /** What cannot be done, with its reason. */
    Response refused(String current, UriInfo uri, Optional<Snapshot> snapshot, Refused why) {
        Response.Status status =
                switch (why.why()) {
                    case UNKNOWN -> Response.Status.NOT_FOUND;
                    case WRONG -> Response.Status.BAD_REQUEST;
                    case TAKEN -> Response.Status.CONFLICT;
                    case UNAVAILABLE -> Response.Status.SERVICE_UNAVAILABLE;
                };
        return refused(status, current, uri, snapshot, String.valueOf(why.getMessage()));
    }

    /** @param why a sentence */
    Response refused(Response.Status status, String current, UriInfo uri, Optional<Snapshot> snapshot, String why) {
        return html(status, "refused", frame("Not possible", current, uri, snapshot), Words.capital(why), Map.of());
    }

    Response unknown(String candidate, Snapshot snapshot, UriInfo uri) {
        return html(
                Response.Status.NOT_FOUND,
                "unknown",
                frame("Unknown candidate", "", uri, Optional.of(snapshot)),
                candidate,
                Map.of("candidates", candidates(snapshot)));
    }
}
