package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import io.penumbra.console.Chromium;
import io.penumbra.console.NeedsChromium;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a page of another origin can let a real browser do to an open service: nothing. In the first case the page has
 * the same host name and another port, in the second another host name too.
 */
@NeedsChromium
class ForeignPageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String CANDIDATE = "oneshot-60";
    private static final int IMAGES = 600;

    private static PenumbraProcess demo;
    private static HttpServer elsewhere;
    private static Chromium chromium;

    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        demo = PenumbraProcess.start(
                Map.of(),
                "demo",
                "--no-labels",
                "--kafka-port",
                "0",
                "--images",
                String.valueOf(IMAGES),
                "--rate",
                "0");
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            byte[] page = "<!DOCTYPE html><title>elsewhere</title><body></body>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
        await().atMost(PATIENCE)
                .until(() -> demo.isReady()
                        && data("/api/v1/gate?candidate=" + CANDIDATE)
                                        .path("scored")
                                        .asLong()
                                >= IMAGES
                        && data("/api/v1/audit?candidate=" + CANDIDATE)
                                .path("images")
                                .has(0));
        chromium = new Chromium(List.of("--host-resolver-rules=MAP rebound.example 127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (elsewhere != null) {
            elsewhere.stop(0);
        }
        demo.close();
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
    }

    private static JsonNode data(String path) {
        return demo.rest(path)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> {
                    try {
                        return new ObjectMapper().readTree(answer.body()).path("data");
                    } catch (IOException e) {
                        throw new AssertionError(answer.body(), e);
                    }
                })
                .orElseGet(() -> new ObjectMapper().createObjectNode());
    }

    /** A browser that has been at the service, and so has its cookies, and is at a page of another origin now. */
    private Page pageAt(String host) {
        BrowserContext context = chromium.browser().newContext();
        contexts.add(context);
        Page page = context.newPage();
        page.navigate(demo.restUrl() + "/audit?candidate=" + CANDIDATE);
        assertThat(context.cookies(demo.restUrl()))
                .anyMatch(cookie -> cookie.name.equals("penumbra-form"))
                .anyMatch(cookie -> cookie.name.equals("penumbra-guest"));
        page.navigate(at(host));
        return page;
    }

    private static String at(String host) {
        return "http://" + host + ":" + elsewhere.getAddress().getPort() + "/";
    }

    private static String imageId() {
        return data("/api/v1/audit?candidate=" + CANDIDATE)
                .path("images")
                .path(0)
                .path("imageId")
                .asText();
    }

    /** The lines of the access log that tell of a change. Looks are those of the browser's own visit. */
    private static List<String> changes() {
        return demo.out()
                .lines()
                .filter(line -> line.startsWith("{\"time\""))
                .filter(line -> !line.contains("\"action\":\"look\""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aHiddenFormChangesNothing(String host) {
        List<String> before = changes();
        String image = imageId();
        assertThat(image).isNotEmpty();
        JsonNode references = data("/api/v1/references");
        JsonNode labels = data("/api/v1/audit?candidate=" + CANDIDATE).path("labels");
        assertThat(labels.isNumber()).isTrue();
        Map<String, Map<String, String>> forms = Map.of(
                "/drift/reference",
                Map.of("model", CANDIDATE, "automatic", "yes", "form", "x"),
                "/audit?candidate=" + CANDIDATE,
                Map.of("image", image, "label", "blond", "form", "x"),
                "/audit/labels",
                Map.of("undo", image),
                "/sign-out",
                Map.of("a", "b"),
                "/api/v1/forget",
                Map.of("{\"ids\":[\"" + image + "\"],\"x\":\"", "\"}"),
                "/api/v1/audit/" + image,
                Map.of("{\"label\":\"blond\",\"x\":\"", "\"}"));
        Page page = pageAt(host);
        forms.forEach((path, fields) -> {
            for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data")) {
                page.navigate(at(host));
                Response answer =
                        page.waitForNavigation(() -> page.evaluate("""
                        ([action, type, fields]) => {
                          const form = document.createElement("form");
                          form.method = "post";
                          form.action = action;
                          form.enctype = type;
                          for (const [name, value] of Object.entries(fields)) {
                            const field = document.createElement("input");
                            field.name = name;
                            field.value = value;
                            form.append(field);
                          }
                          document.body.append(form);
                          form.submit();
                        }""", List.of(demo.restUrl() + path, type, fields)));
                assertThat(answer.status()).as(path + " as " + type).isEqualTo(403);
            }
        });
        assertThat(changes()).isEqualTo(before);
        assertThat(data("/api/v1/references")).isEqualTo(references);
        assertThat(data("/api/v1/audit?candidate=" + CANDIDATE).path("labels")).isEqualTo(labels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aScriptReadsNothingAndChangesNothing(String host) {
        List<String> before = changes();
        Page page = pageAt(host);
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            for (String path : List.of("/api/v1/models", "/api/v1/references/" + CANDIDATE, "/", "/events")) {
                for (String mode : List.of("cors", "no-cors")) {
                    Object read = page.evaluate("""
                            async ([url, method, mode]) => {
                              try {
                                const body = method === "GET" ? undefined : "{}";
                                const answer = await fetch(url, {method, mode, body, credentials: "include"});
                                return answer.status + await answer.text();
                              } catch (e) {
                                return e.name;
                              }
                            }""", List.of(demo.restUrl() + path, method, mode));
                    assertThat(read).as(method + " " + path + " " + mode).isIn("TypeError", "0");
                }
            }
        }
        assertThat(changes()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aPictureAndAFrameAreNotShown(String host) {
        String image = data("/api/v1/exemplars?candidate=" + CANDIDATE)
                .path("exemplars")
                .path(0)
                .path("image")
                .asText();
        assertThat(image).startsWith("/api/v1/exemplars/");
        Page page = pageAt(host);
        long looks = looks(image);
        assertThat(shown(page, demo.restUrl() + image)).isZero();
        assertThat(looks(image)).isEqualTo(looks);
        page.evaluate("""
                url => new Promise(done => {
                  const frame = document.createElement("iframe");
                  frame.onload = done;
                  frame.src = url;
                  document.body.append(frame);
                })""", demo.restUrl() + "/drift");
        assertThat(page.frames()).hasSize(2);
        assertThat(page.frames().get(1).locator("nav a").count()).isZero();
        assertThat(page.frames().get(1).content()).contains("ERR_BLOCKED_BY_RESPONSE");

        Page own = page.context().newPage(); // the same is shown where it belongs
        own.navigate(demo.restUrl() + "/stream");
        assertThat(shown(own, image)).isPositive();
        await().atMost(PATIENCE).until(() -> looks(image) > looks);
    }

    /** Pixels across, 0 if it is not shown. */
    private static int shown(Page page, String image) {
        return (Integer) page.evaluate("""
                url => new Promise(done => {
                  const image = document.createElement("img");
                  image.onload = () => done(image.naturalWidth);
                  image.onerror = () => done(0);
                  image.src = url;
                  document.body.append(image);
                })""", image);
    }

    private static long looks(String image) {
        String place = image.replaceAll("/api/v1/exemplars/|/image", "");
        return demo.out()
                .lines()
                .filter(line -> line.contains("\"action\":\"look\"") && line.contains("\"" + place + "\""))
                .count();
    }

    @Test
    void aNameThatLeadsHereByATrickIsNotAnswered() {
        int port = URI.create(demo.restUrl()).getPort();
        BrowserContext context = chromium.browser().newContext();
        contexts.add(context);
        Page page = context.newPage();
        for (String path : List.of("/", "/api/v1/models", "/gallery")) {
            Response answer = page.navigate("http://rebound.example:" + port + path);
            assertThat(answer.status()).as(path).isEqualTo(421);
            assertThat(answer.text()).contains("expected one of penumbra.hosts");
        }
    }

    /** Else the others would prove nothing. */
    @Test
    void aPageOfTheServiceItselfMayChange() {
        BrowserContext context = chromium.browser().newContext();
        contexts.add(context);
        Page page = context.newPage();
        page.navigate(demo.restUrl() + "/drift");
        page.locator("select[name=model]").selectOption(CANDIDATE);
        page.getByText("Back to the automatic one").click();
        page.waitForURL(demo.restUrl() + "/drift");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(changes())
                        .anyMatch(
                                line -> line.contains("\"action\":\"delete reference\"") && line.contains(CANDIDATE)));
    }
}
