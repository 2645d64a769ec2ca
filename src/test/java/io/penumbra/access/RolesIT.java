package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.service.PenumbraProcess;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may do what, on the packaged jar with a file of users. There is no Kafka: what is let in is answered 503, because
 * there is no view yet, or 404 or 400.
 */
class RolesIT {
    private static final String TOKEN = "a-token-of-the-gate";
    private static final String METRICS_TOKEN = "a-token-of-prometheus";
    /** What a page would have given its forms. */
    private static final String FORM = "AAECAwQFBgcICQoLDA0ODw";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static PenumbraProcess service;

    @BeforeAll
    static void start() throws IOException {
        String hash = BcryptUtil.bcryptHash("sesame", 4);
        var users = new StringBuilder();
        for (String name : new String[] {"viewer", "auditor", "operator"}) {
            users.append(name).append(':').append(hash).append(':').append(name).append('\n');
        }
        Path file = Files.writeString(folder.resolve("users"), users);
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        service = PenumbraProcess.start(
                settings(Map.of(
                        "penumbra.access.users", file.toString(),
                        "penumbra.access.gate-token-file", token.toString(),
                        "penumbra.access.metrics-token", METRICS_TOKEN)),
                "serve");
        await().atMost(Duration.ofSeconds(90)).until(() -> service.isLive());
    }

    private static Map<String, String> settings(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "penumbra.scoring.enabled", "false",
                "penumbra.scores.accept", "any",
                "penumbra.subgroups", "sex"));
        settings.putAll(more);
        return settings;
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.restUrl() + path)).timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static int status(String method, String path, String who) throws Exception {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        method.matches("GET|DELETE")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(path.startsWith("/api/") ? "{}" : "form=" + FORM))
                .header("Cookie", "penumbra-form=" + FORM)
                .header(
                        "Content-Type",
                        path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded");
        switch (who) {
            case "nobody" -> {}
            case "gate" -> request.header("Authorization", "Bearer " + TOKEN);
            default -> request.header("Authorization", basic(who, "sesame"));
        }
        return send(request).statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        // nobody, viewer, auditor, operator, gate
        "GET,    /api/v1/models,                              401, 503, 503, 503, 403",
        "GET,    /api/v1/verdicts?candidate=x,                401, 503, 503, 503, 403",
        "GET,    /api/v1/statistics,                          401, 503, 503, 503, 403",
        "GET,    /api/v1/drift,                               401, 503, 503, 503, 403",
        "GET,    /api/v1/gate?candidate=x,                    401, 503, 503, 503, 503",
        "GET,    /api/v1/gate/plan?candidate=x,               401, 503, 503, 503, 503",
        "POST,   /api/v1/gate/confirm-promotion,              401, 503, 503, 503, 503",
        "GET,    /api/v1/exemplars?candidate=x,               401, 403, 503, 403, 403",
        "GET,    /api/v1/exemplars/penumbra.images/0/0/image, 401, 403, 503, 403, 403",
        "GET,    /api/v1/references,                          401, 503, 503, 503, 403",
        "GET,    /api/v1/references/full,                     401, 503, 503, 503, 403",
        "PUT,    /api/v1/references/full,                     401, 403, 403, 503, 403",
        "DELETE, /api/v1/references/full,                     401, 403, 403, 503, 403",
        "GET,    /api/v1/audit,                               401, 403, 503, 403, 403",
        "GET,    /api/v1/labels,                              401, 403, 503, 403, 403",
        "POST,   /api/v1/audit/a/b,                           401, 403, 400, 403, 403",
        "DELETE, /api/v1/audit/a/b,                           401, 403, 503, 403, 403",
        "POST,   /api/v1/forget,                              401, 403, 403, 400, 403",
        "GET,    /audit,                                      401, 403, 200, 403, 403",
        "GET,    /audit/labels,                               401, 403, 200, 403, 403",
        "GET,    /,                                           401, 200, 200, 200, 403",
        "GET,    /candidates,                                 401, 200, 200, 200, 403",
        "GET,    /candidates/x,                               401, 200, 200, 200, 403",
        "GET,    /gallery,                                    401, 403, 200, 403, 403",
        "GET,    /drift,                                      401, 200, 200, 200, 403",
        "POST,   /drift/reference,                            401, 403, 403, 200, 403",
        "GET,    /stream,                                     401, 200, 200, 200, 403",
        "GET,    /stream/dead-letters,                        401, 403, 403, 200, 403",
        "GET,    /sign-in,                                    200, 200, 200, 200, 200",
        "POST,   /sign-out,                                   401, 303, 303, 303, 303",
        "GET,    /nothing,                                    404, 404, 404, 404, 404",
    })
    void eachRoleMayDoItsOwn(String method, String path, int nobody, int viewer, int auditor, int operator, int gate)
            throws Exception {
        assertThat(status(method, path, "nobody")).as("nobody").isEqualTo(nobody);
        assertThat(status(method, path, "viewer")).as("viewer").isEqualTo(viewer);
        assertThat(status(method, path, "auditor")).as("auditor").isEqualTo(auditor);
        assertThat(status(method, path, "operator")).as("operator").isEqualTo(operator);
        assertThat(status(method, path, "gate")).as("gate").isEqualTo(gate);
    }

    @Test
    void aRefusalSaysWhatIsMissing() throws Exception {
        HttpResponse<String> nobody = send(request("/api/v1/models"));
        assertThat(nobody.body()).isEqualTo("{\"error\":\"sign in first; docs/security.md says how\"}");
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"Penumbra\"");
        HttpResponse<String> viewer =
                send(request("/api/v1/exemplars").header("Authorization", basic("viewer", "sesame")));
        assertThat(viewer.body()).contains("GET /api/v1/exemplars needs a role that you do not have");
    }

    @Test
    void aWrongPasswordOrTokenIsRefused() throws Exception {
        for (String wrong : new String[] {
            basic("viewer", "Sesame"), basic("eve", "sesame"), "Bearer " + TOKEN + "x", "Basic ?", basic("gate", "x")
        }) {
            HttpResponse<String> refused = send(request("/api/v1/models").header("Authorization", wrong));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
            assertThat(refused.body()).as(wrong).contains("does not count");
        }
    }

    @Test
    void theTokenOfTheGateMayStandInItsUrl() throws Exception {
        assertThat(send(request("/api/v1/gate?candidate=x").header("Authorization", basic("gate", TOKEN)))
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aPageLeadsToTheFormAndTheFormBack() throws Exception {
        HttpResponse<String> page =
                send(request("/api/v1/statistics?window=5m").header("Accept", "text/html,*/*;q=0.8"));
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location"))
                .hasValue("/sign-in?to=%2Fapi%2Fv1%2Fstatistics%3Fwindow%3D5m");
        HttpResponse<String> form = send(request("/sign-in?to=%2Fa%22%3E"));
        assertThat(form.body()).contains("action=\"/sign-in\"").doesNotContain("/a\">");

        assertThat(signIn("auditor", "wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> signedIn = signIn("auditor", "sesame");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location").orElseThrow()).endsWith("/audit");
        List<String> cookies = signedIn.headers().allValues("Set-Cookie");
        assertThat(cookies).allSatisfy(each -> assertThat(each).contains("HTTPOnly", "SameSite="));
        String cookie = cookies.stream()
                .filter(each -> each.startsWith("penumbra-session="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HTTPOnly", "SameSite=Strict");
        String session = cookie.replaceFirst(";.*", "");
        assertThat(send(request("/api/v1/exemplars?candidate=x").header("Cookie", session))
                        .statusCode())
                .isEqualTo(503);
        assertThat(send(request("/api/v1/references/full")
                                .header("Cookie", session)
                                .DELETE())
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> out = send(request("/sign-out")
                .header("Cookie", session + "; penumbra-form=" + FORM)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("form=" + FORM)));
        assertThat(out.headers().allValues("Set-Cookie"))
                .anySatisfy(each -> assertThat(each).contains("penumbra-session=;", "Max-Age=0"));
    }

    private static HttpResponse<String> signIn(String name, String password) throws Exception {
        return send(request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", "penumbra-form=" + FORM)
                .POST(BodyPublishers.ofString("form=" + FORM + "&name=" + name + "&password=" + password + "&to="
                        + URLEncoder.encode("/audit", StandardCharsets.UTF_8))));
    }

    @Test
    void metricsNeedTheirTokenAndHealthNone() throws Exception {
        URI metrics = URI.create("http://" + service.managementAddress() + "/q/metrics");
        var asked = HttpRequest.newBuilder(metrics).version(HttpClient.Version.HTTP_1_1);
        assertThat(send(asked).statusCode()).isEqualTo(401);
        assertThat(send(asked.header("Authorization", "Bearer " + METRICS_TOKEN))
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.isLive()).isTrue();
        assertThat(service.readiness()).contains("\"broker\"");
    }

    @Test
    void aPageNamesItsReaderAndLinksOnlyWhatTheyMayOpen() throws Exception {
        String viewer = send(request("/").header("Authorization", basic("viewer", "sesame")))
                .body();
        assertThat(viewer)
                .contains("<span>viewer</span>", "action=\"/sign-out\"", "href=\"/drift\"")
                .doesNotContain("href=\"/audit", "href=\"/gallery", "open to everybody");
        String auditor = send(request("/").header("Authorization", basic("auditor", "sesame")))
                .body();
        assertThat(auditor).contains("<span>auditor</span>", "href=\"/audit\"", "href=\"/gallery\"");
    }

    @Test
    void whatIsNoTextIsNotTakenForAnId() throws Exception {
        for (String id : new String[] {"false", "7", "0.5", "{}", "[]"}) {
            HttpResponse<String> refused = send(request("/api/v1/forget")
                    .header("Authorization", basic("operator", "sesame"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"ids\": [\"a\", " + id + "]}")));
            assertThat(refused.statusCode()).as(id).isEqualTo(400);
            assertThat(refused.body()).as(id).contains("ids");
        }
    }

    @Test
    void answersTellBrowsersWhatTheyMayDo() throws Exception {
        var headers = send(request("/sign-in")).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void aChangeFromAPageOfAnotherOriginIsRefused() throws Exception {
        for (String[] header : new String[][] {{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}) {
            HttpResponse<String> refused = send(request("/api/v1/references/full")
                    .header(header[0], header[1])
                    .header("Authorization", basic("operator", "sesame"))
                    .DELETE());
            assertThat(refused.statusCode()).as(header[0]).isEqualTo(403);
            assertThat(refused.body()).contains(header[0] + " is '" + header[1] + "'");
        }
        assertThat(send(request("/api/v1/references/full")
                                .header("Origin", service.restUrl())
                                .header("Authorization", basic("operator", "sesame"))
                                .DELETE())
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aFormWithoutTheTokenOfItsPageIsRefused() throws Exception {
        String page = send(request("/drift").header("Authorization", basic("operator", "sesame")))
                .body();
        assertThat(page).containsPattern("<input type=\"hidden\" name=\"form\" value=\"[\\w-]{22}\">");
        for (String[] wrong : new String[][] {
            {"penumbra-form=" + FORM, "automatic=yes"},
            {"penumbra-form=" + FORM, "automatic=yes&form=" + FORM.replace('A', 'B')},
            {"penumbra-form=x", "automatic=yes&form=x"},
            {"other=" + FORM, "automatic=yes&form=" + FORM}
        }) {
            for (String path : new String[] {"/drift/reference", "/sign-in", "/sign-out"}) {
                HttpResponse<String> refused = send(request(path)
                        .header("Authorization", basic("operator", "sesame"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", wrong[0])
                        .POST(BodyPublishers.ofString(wrong[1])));
                assertThat(refused.statusCode()).as(path + wrong[1]).isEqualTo(400);
                assertThat(refused.body()).contains("load the page anew");
            }
        }
    }

    @Test
    void aNameOfSomebodyElseIsNotAnswered() throws Exception {
        URI address = URI.create(service.restUrl());
        String answer;
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(answer).startsWith("HTTP/1.1 421").contains("the host is 'evil.example'");
    }

    @Test
    void signingInIsALineOfTheAccessLog() throws Exception {
        signIn("auditor", "wrong");
        signIn("auditor", "sesame");
        assertThat(service.out().lines())
                .anyMatch(
                        line -> line.matches(
                                "\\{\"time\":\"[^\"]+Z\",\"who\":\"nobody\",\"address\":\"[0-9.:]+\",\"action\":\"sign-in refused\",\"name\":\"auditor\"}"))
                .anyMatch(line -> line.matches(
                        "\\{\"time\":\"[^\"]+Z\",\"who\":\"auditor\",\"address\":\"[0-9.:]+\",\"action\":\"sign-in\"}"))
                .noneMatch(line -> line.contains("sesame"));
    }

    @Test
    void withoutAWayToSignInTheServiceDoesNotStart() {
        try (var closed = PenumbraProcess.start(settings(Map.of("penumbra.access", "")), "serve")) {
            assertThat(closed.exitCode(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(closed.err())
                    .startsWith("penumbra: nobody can sign in; set quarkus.oidc.auth-server-url")
                    .contains("penumbra.access.users", "penumbra.access=open")
                    .hasLineCount(1);
        }
    }
}
