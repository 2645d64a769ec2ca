package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penumbra.service.PenumbraProcess;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged service and clients that mean no good. */
class ClientsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFERENCE = "/api/v1/references/full";
    private static final String PROMOTION = "/api/v1/gate/confirm-promotion";

    private static PenumbraProcess demo;

    @BeforeAll
    static void start() {
        demo = PenumbraProcess.start(
                Map.of("quarkus.http.read-timeout", "2s"),
                "demo",
                "--kafka-port",
                "0",
                "--images",
                "150",
                "--rate",
                "0",
                "--every",
                "600ms");
        await().atMost(PATIENCE)
                .until(() -> demo.isReady()
                        && demo.rest("/api/v1/exemplars?candidate=pruned-95")
                                .filter(answer -> answer.body().contains("/image"))
                                .isPresent());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    private static String send(String method, String path, String type, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String json(String method, String path, String body) {
        return send(method, path, "application/json", body);
    }

    static Stream<String> wrongRequests() {
        var requests = new ArrayList<String>();
        Stream.of(
                        "/nothing",
                        "/api/v1",
                        "/api/v1/nothing",
                        "/api/v1/%00",
                        "/%e0%80%af",
                        "/..%2f..%2fetc/passwd",
                        "/q/metrics",
                        "/api/v1/gate",
                        "/api/v1/gate?candidate=",
                        "/api/v1/gate?candidate=%00",
                        "/api/v1/gate?candidate=%ff%fe",
                        "/api/v1/gate?candidate=%0d%0aX:y",
                        "/api/v1/gate?candidate=a&candidate=b",
                        "/api/v1/statistics?window=9m",
                        "/api/v1/statistics?window=",
                        "/api/v1/statistics?subgroup==",
                        "/api/v1/statistics?model=" + "a".repeat(3000),
                        "/api/v1/drift?kind=x",
                        "/api/v1/drift?subgroup=%F0%9F",
                        "/api/v1/references/%00",
                        "/api/v1/references/%2F",
                        "/api/v1/exemplars?candidate=pruned-95&limit=99999999999999999999",
                        "/api/v1/exemplars?candidate=pruned-95&limit=-1",
                        "/api/v1/exemplars?candidate=pruned-95&percentile=1e400",
                        "/api/v1/exemplars?candidate=pruned-95&percentile=NaN",
                        "/api/v1/exemplars/penumbra.images/-1/-1/image",
                        "/api/v1/exemplars/penumbra.images/2147483648/0/image",
                        "/api/v1/exemplars/penumbra.images/0/9223372036854775808/image",
                        "/api/v1/exemplars/penumbra.images/%D9%A1/0/image",
                        "/api/v1/exemplars/%00/0/0/image")
                .map(ClientsIT::get)
                .forEach(requests::add);
        for (String type : List.of("text/html", "image/png", ";;;")) {
            requests.add(get("/api/v1/models").replace("\r\nHost", "\r\nAccept: " + type + "\r\nHost"));
        }
        for (String method : List.of("DELETE", "TRACE", "PATCH", "NONE")) {
            requests.add(json(method, "/api/v1/gate", ""));
        }
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "\0\0",
                "[".repeat(5000),
                "{\"metadata\":[1]}",
                "{\"metadata\":{\"candidate\":null}}",
                "{\"metadata\":{\"candidate\":{\"a\":1}}}",
                "{\"metadata\":{\"candidate\":\"\u00ff\u00fe\"}}",
                "{\"a\":" + "9".repeat(2000) + "}",
                " ".repeat(70_000))) {
            requests.add(json("POST", PROMOTION, body));
            requests.add(json("PUT", REFERENCE, body));
        }
        Stream.of(
                        "{\"from\":\"+999999999-12-31T23:59:59Z\",\"to\":\"+999999999-12-31T23:59:59Z\"}",
                        "{\"from\":\"-999999999-01-01T00:00:00+18:00\",\"to\":\"2026-01-01T00:00:00Z\"}",
                        "{\"subgroups\":{\"all\":{\"predicted_class_share\":{\"blond\":1e999}}}}",
                        "{\"subgroups\":{\"=\":{}}}",
                        "{\"subgroups\":{\"\\ud800\":{}}}",
                        "{\"subgroups\":{\"all\":{}},\"tolerance\":1e999}")
                .map(body -> json("PUT", REFERENCE, body))
                .forEach(requests::add);
        for (String type :
                List.of("text/plain", ";", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded")) {
            requests.add(send("PUT", REFERENCE, type, "--x"));
        }
        requests.add(json("PUT", REFERENCE, " ".repeat(70_000))
                .replaceFirst("Content-Length: [0-9]+", "Transfer-Encoding: chunked")
                .replaceFirst("\r\n\r\n", "\r\n\r\n11170\r\n"));
        return requests.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void wrongRequestIsToldWhatIsWrong(String request) throws Exception {
        RawHttp answer = RawHttp.send(demo.restUrl(), request);
        assertThat(answer.status()).as(answer.head()).isBetween(400, 415);
        assertThat(answer.head()).containsIgnoringCase("content-type: application/json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.fieldNames()).toIterable().containsExactly("error");
        assertThat(body.path("error").asText()).isNotBlank().doesNotContain("Exception", "io.penumbra", "\tat ");
        assertThat(demo.out()).doesNotContain("cannot answer");
    }

    @Test
    void connectionServesOnAfterARefusal() throws Exception {
        try (var socket = RawHttp.open(demo.restUrl())) {
            String keep = get("/api/v1/models").replace("Connection: close\r\n", "");
            String requests = keep
                    + json("PUT", REFERENCE, "").replace("Connection: close\r\n", "")
                    + json("PUT", REFERENCE, "{").replace("Connection: close\r\n", "")
                    + send("PUT", REFERENCE, "text/plain", "{}").replace("Connection: close\r\n", "")
                    + get("/api/v1/models");
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("HTTP/1.1 "))
                    .hasSize(6)
                    .satisfies(answers -> assertThat(answers[1]).startsWith("200"))
                    .satisfies(answers -> assertThat(answers[2]).startsWith("400"))
                    .satisfies(answers -> assertThat(answers[4]).startsWith("415"))
                    .satisfies(answers -> assertThat(answers[5]).startsWith("200"));
        }
    }

    @Test
    void bodyThatDoesNotComeIsGivenUp() throws Exception {
        try (var socket = RawHttp.open(demo.restUrl())) {
            socket.getOutputStream()
                    .write(json("PUT", REFERENCE, "{}")
                            .replace("Content-Length: 2", "Content-Length: 100")
                            .getBytes(StandardCharsets.ISO_8859_1));
            RawHttp answer = RawHttp.of(socket);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).isEqualTo("{\"error\":\"the body did not come within 2 s\"}");
        }
    }

    @Test
    void slowBodiesAndManyRequestsStopNobody() throws Exception {
        var slow = new ArrayList<Socket>();
        String begun = json("PUT", REFERENCE, "{}").replace("Content-Length: 2", "Content-Length: 100");
        try (HttpClients clients = new HttpClients()) {
            for (int i = 0; i < 250; i++) {
                Socket socket = RawHttp.open(demo.restUrl());
                slow.add(socket);
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
            }
            String image = JSON.readTree(demo.rest("/api/v1/exemplars?candidate=pruned-95")
                            .orElseThrow()
                            .body())
                    .at("/data/exemplars/0/image")
                    .asText();
            List<String> urls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Stream.of("/api/v1/gate?candidate=pruned-95", "/api/v1/drift", "/api/v1/statistics", image)
                        .map(path -> demo.restUrl() + path)
                        .forEach(urls::add);
                urls.add("http://" + demo.managementAddress() + "/q/metrics");
            }
            List<Integer> statuses = clients.get(urls);
            assertThat(demo.isLive()).isTrue();
            assertThat(demo.isReady()).isTrue();
            assertThat(statuses).hasSize(200).containsOnly(200, 503).contains(200);
            for (Socket socket : slow) {
                assertThat(RawHttp.of(socket).status()).isEqualTo(408);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(demo.out()).doesNotContain("cannot answer");
    }

    /** Skipped, aloud, where {@code SCHEMATHESIS} does not name the program; where {@code CONTAINERS} is {@code required}, that is a failure. */
    @Test
    void restIsAsItsDescriptionSays(@TempDir Path folder) throws Exception {
        Optional<Path> program =
                Optional.ofNullable(System.getenv("SCHEMATHESIS")).map(Path::of);
        if (program.isEmpty()) {
            assertThat(System.getenv("CONTAINERS"))
                    .as("SCHEMATHESIS is not set")
                    .isNotEqualTo("required");
            System.out.println("SKIPPED: SCHEMATHESIS does not name the program here (pip install schemathesis)");
        }
        assumeTrue(program.isPresent(), "SCHEMATHESIS is not set");
        Path printed = folder.resolve("printed");
        Process run = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "run",
                        demo.restUrl() + "/q/openapi",
                        "--url",
                        demo.restUrl(),
                        // a period may lie where nothing is kept, and that no schema can say
                        "--exclude-checks",
                        "positive_data_acceptance",
                        "--phases",
                        "examples,coverage,fuzzing",
                        "--max-examples",
                        "30",
                        "--request-timeout",
                        "60",
                        "--suppress-health-check",
                        "all",
                        "--continue-on-failure",
                        "--no-color")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int code = run.waitFor();
        assertThat(code).as("%s", Files.readString(printed)).isZero();
        assertThat(demo.out()).doesNotContain("cannot answer");
    }
}
