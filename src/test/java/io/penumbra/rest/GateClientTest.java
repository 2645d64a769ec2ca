package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.penumbra.rest.GateClient.Answered;
import io.penumbra.rest.GateClient.Asked;
import io.penumbra.rest.GateClient.NotNow;
import io.penumbra.rest.GateClient.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateClientTest {
    private static final String INCONCLUSIVE = """
            {"data": {"verdict": "inconclusive", "summary": "inconclusive: 0 of 1 question are safe", "candidate": "pruned-95", "scored": 50, "labelled": 40, "reasons": ["too few"],
              "margins": {"error": 0.01}, "level": 0.05, "minimum": 100, "novelty": true, "disagreement": [],
              "findings": [{"subgroup": "all", "metric": "error", "state": "below_minimum", "margin": 0.01, "labelled": 40, "images": 40,
                "regressions": 1, "fixes": 0, "baseline": 0.1, "candidate": 0.125, "change": 0.025, "baselineMembers": 0.0954, "candidateMembers": 0.12, "lower": -0.07, "upper": 0.3,
                "logHarm": 0.25, "logSafety": -0.3, "imagesNeeded": 60, "referencesNeeded": {}}]}}
            """;

    private static Asked<GateAnswer> ask(int status, String body) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/penumbra/api/v1/gate", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean asked =
                    "candidate=pruned%2B95".equals(exchange.getRequestURI().getRawQuery())
                            && !exchange.getRequestHeaders().containsKey("Upgrade");
            exchange.sendResponseHeaders(asked ? status : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/penumbra/");
            return GateClient.ofVerdict(url, "pruned+95", Optional.empty(), Optional.empty(), Optional.empty())
                    .ask();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void verdictIsReadAndShownAsATable() throws Exception {
        GateAnswer answer = ((Answered<GateAnswer>) ask(200, INCONCLUSIVE)).answer();
        assertThat(answer.verdict()).isEqualTo("inconclusive");
        assertThat(answer.worstSubgroup()).isEmpty();
        assertThat(GateTable.of(answer).lines())
                .containsExactly(
                        "inconclusive: 0 of 1 question are safe",
                        "pruned-95: 40 of 50 images labelled, level 0.05, margins in points: error 1",
                        "",
                        "subgroup  metric  state          images           rate  change [interval]                  members  needs",
                        "all       error   below_minimum      40  10.0 → 12.5 %  +2.50 [-7.00, +30.0] points  9.54 → 12.0 %     60",
                        "",
                        "- too few");
    }

    @Test
    void serviceThatIsNotReadyMayBeAskedAgain() throws Exception {
        assertThat(ask(503, "{\"error\": \"the view is not ready yet\"}"))
                .isEqualTo(new NotNow<>("the view is not ready yet"));
        assertThat(ask(502, "<html>")).isEqualTo(new NotNow<>("HTTP status 502 without a reason"));
    }

    @Test
    void unknownCandidateAndOtherServersRefuse() throws Exception {
        assertThat(ask(404, "{\"error\": \"there is no candidate\"}"))
                .isEqualTo(new Refused<>("there is no candidate"));
        assertThat(ask(404, "{}")).isEqualTo(new Refused<>("HTTP status 404"));
        assertThat(ask(200, "<html>"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why()).startsWith("the answer is not from Penumbra"));
        assertThat(ask(200, "{}")).isEqualTo(new Refused<>("the answer is not from Penumbra: it has no verdict"));
        assertThat(ask(200, "{\"data\": {}}"))
                .isEqualTo(new Refused<>("the answer is not from Penumbra: it has no verdict"));
    }

    @Test
    void nothingThatListensIsNotNow() throws Exception {
        assertThat(GateClient.ofVerdict(
                                URI.create("http://localhost:1"),
                                "pruned",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())
                        .ask())
                .isEqualTo(new NotNow<>("connection refused"));
    }

    @Test
    void versionsAreAskedForByTheirDigests() {
        assertThat(GateClient.ofVerdict(
                                URI.create("http://host/"),
                                "a b",
                                Optional.of("1f"),
                                Optional.of("0/f"),
                                Optional.empty())
                        .url())
                .hasToString("http://host/api/v1/gate?candidate=a+b&version=1f&baseline=0%2Ff");
    }
}
