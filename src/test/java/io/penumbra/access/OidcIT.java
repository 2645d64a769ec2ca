package io.penumbra.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.penumbra.avatar.Pictures;
import io.penumbra.console.Chromium;
import io.penumbra.console.NeedsChromium;
import io.penumbra.embedded.TestKafka;
import io.penumbra.replay.Replayer;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People and machines sign in at a real Keycloak, people in a real browser, to see the exemplars of some images. */
@NeedsChromium
class OidcIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int IMAGES = 40;
    private static final String CANDIDATE = "oneshot-60";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Keycloak keycloak;
    private static TestKafka kafka;
    private static PenumbraProcess service;
    private static Chromium chromium;

    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        keycloak = new Keycloak();
        kafka = new TestKafka();
        keycloak.awaitStart();
        service = serve(Map.of("quarkus.oidc.roles.role-claim-path", "realm_access/roles"));
        await().atMost(PATIENCE).until(service::isReady);
        try (var drawn = new Pictures(14)) {
            new Replayer(kafka.producer(), "penumbra.images", URI.create("/test"), 0, n -> Instant.now())
                    .replay(drawn.samples().limit(IMAGES), sent -> {});
        }
        chromium = new Chromium();
    }

    private static PenumbraProcess serve(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "kafka.topic.min.insync.replicas", "1",
                "penumbra.topics.replication", "1",
                "penumbra.models", "src/main/resources/demo/models.yaml",
                "quarkus.oidc.auth-server-url", keycloak.realm("penumbra"),
                "quarkus.oidc.client-id", "penumbra",
                "quarkus.oidc.credentials.secret", Keycloak.SECRET));
        settings.putAll(more);
        PenumbraProcess started = PenumbraProcess.start(settings, "serve");
        await().atMost(PATIENCE).until(started::isLive);
        return started;
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (service != null) {
            service.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        keycloak.close();
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
    }

    private Page browser() {
        BrowserContext context = chromium.browser().newContext();
        contexts.add(context);
        return context.newPage();
    }

    /** Opens a page, for which the provider asks for the name and the password first. */
    private static void signIn(Page page, PenumbraProcess at, String name, String path) {
        page.navigate(at.restUrl() + path);
        assertThat(page).hasURL(Pattern.compile(keycloak.realm("penumbra") + "/.*"));
        page.locator("#username").fill(name);
        page.locator("#password").fill("sesame");
        page.locator("#kc-login").click();
        assertThat(page).hasURL(at.restUrl() + path);
    }

    private static int status(Page page, String path) {
        return page.navigate(service.restUrl() + path).status();
    }

    private static int status(String token) throws IOException, InterruptedException {
        return send(token, "/api/v1/models").statusCode();
    }

    private static HttpResponse<String> send(String token, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(service.restUrl() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        // pages, pages with pictures
        "ada,    200, 403",
        "audrey, 200, 200",
        "olga,   200, 403",
        "nora,   403, 403",
    })
    void aPersonSeesWhatTheRolesAtTheProviderAllow(String name, int page, int pictures) {
        Page seen = browser();
        signIn(seen, service, name, "/drift");
        assertThat(status(seen, "/drift")).as("drift").isEqualTo(page);
        assertThat(seen.locator("nav a[href='/gallery']")).hasCount(pictures == 200 ? 1 : 0);
        assertThat(seen.locator(".reader span")).hasCount(page == 200 ? 1 : 0);
        assertThat(status(seen, "/gallery")).as("gallery").isEqualTo(pictures);
        assertThat(status(seen, "/audit")).as("audit").isEqualTo(pictures);
        assertThat(status(seen, "/api/v1/exemplars?candidate=" + CANDIDATE))
                .as("exemplars")
                .isEqualTo(pictures);
    }

    @Test
    void aLookAtAPictureNamesThePerson() throws Exception {
        Page page = browser();
        signIn(page, service, "audrey", "/drift");
        await().atMost(PATIENCE).until(() -> {
            page.navigate(service.restUrl() + "/gallery?candidate=" + CANDIDATE);
            return page.locator(".example img").count() > 0;
        });
        page.locator(".example img").first().scrollIntoViewIfNeeded();
        String path = page.locator(".example img").first().getAttribute("src");
        assertThat(path).matches("/api/v1/exemplars/penumbra\\.images/\\d+/\\d+/image.*");
        String place = path.replaceAll("/api/v1/exemplars/|/image.*", "");
        awaitLine("audrey", "look", "\"image\":\"" + place + "\"");

        Page viewer = browser();
        signIn(viewer, service, "ada", "/drift");
        assertThat(status(viewer, path)).isEqualTo(403);
        assertThat(service.out().lines()).noneMatch(line -> line.contains("\"ada\"") && line.contains("\"look\""));
    }

    private static void awaitLine(String who, String action, String more) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.out().lines())
                        .anyMatch(line -> line.matches("\\{\"time\":\"[^\"]+Z\",\"who\":\"" + who
                                        + "\",\"address\":\"[0-9a-f.:]+\",\"action\":\"" + action + "\".*}")
                                && line.contains(more)));
    }

    @Test
    void signingOutEndsTheSessionHereAndAtTheProvider() {
        Page page = browser();
        signIn(page, service, "ada", "/stream");
        List<Cookie> cookies = page.context().cookies(service.restUrl());
        assertThat(cookies)
                .isNotEmpty()
                .allMatch(cookie -> cookie.httpOnly)
                .allMatch(cookie -> cookie.sameSite == SameSiteAttribute.LAX); // strict would lose it on the way back
        awaitLine("ada", "sign-in", "");

        page.getByText("Sign out").click();
        // that leads to the first page, and it to the provider, which has forgotten who was there
        assertThat(page.locator("#username")).isVisible();
        assertThat(session(page)).isEmpty();
        awaitLine("ada", "sign-out", "");
    }

    @Test
    void aSessionOutlivesItsTokenWhichIsRenewed() {
        Page page = browser();
        signIn(page, service, "ada", "/stream");
        String before = session(page);
        // the token of the realm lasts 10 s
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
            assertThat(page.navigate(service.restUrl() + "/stream").status()).isEqualTo(200);
            assertThat(page.locator(".reader span")).hasText("ada");
            return !session(page).equals(before);
        });
    }

    private static String session(Page page) {
        return page.context().cookies(service.restUrl()).stream()
                .filter(cookie -> cookie.name.startsWith("q_session"))
                .map(cookie -> cookie.value)
                .reduce("", String::concat);
    }

    @Test
    void aMachineIsLetInByItsToken() throws Exception {
        String token = keycloak.token("penumbra", "robot");
        assertThat(status(token)).isEqualTo(200);
        assertThat(send(token, "/api/v1/exemplars?candidate=" + CANDIDATE).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        String token = keycloak.token("penumbra", "brief");
        long expires = new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
                .path("exp")
                .asLong();
        await().atMost(PATIENCE).until(() -> Instant.now().getEpochSecond() > expires);
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void aTokenThatIsForSomebodyElseIsRefused() throws Exception {
        assertThat(status(keycloak.token("penumbra", "other")))
                .as("another client")
                .isEqualTo(401);
        assertThat(status(keycloak.token("elsewhere", "robot")))
                .as("another realm")
                .isEqualTo(401);
    }

    @Test
    void aTokenThatTheProviderDidNotSignIsRefused() throws Exception {
        String token = keycloak.token("penumbra", "robot");
        String[] parts = token.split("\\.");
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));
        String more = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"viewer\"", "\"operator\"");
        String raised = Base64.getUrlEncoder().withoutPadding().encodeToString(more.getBytes(StandardCharsets.UTF_8));
        assertThat(raised).isNotEqualTo(parts[1]);
        for (String wrong : List.of(
                signed(parts[0] + "." + parts[1]),
                parts[0] + "." + raised + "." + parts[2],
                none + "." + parts[1] + ".",
                token.substring(0, token.length() - 9),
                "garbage",
                "a.b.c")) {
            HttpResponse<String> refused = send(wrong, "/api/v1/models");
            assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
    }

    /** By a key that the provider does not have. */
    private static String signed(String text) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    @Test
    void rolesThatTheProviderCallsOtherwiseAreTranslated() {
        try (var translating = serve(Map.of(
                "penumbra.group",
                "translating",
                "quarkus.oidc.roles.source",
                "accesstoken",
                "quarkus.oidc.roles.role-claim-path",
                "realm_access/roles",
                "quarkus.http.auth.roles-mapping.ml-team",
                "viewer,auditor"))) {
            Page page = browser();
            signIn(page, translating, "mel", "/audit");
            assertThat(page.locator(".reader span")).hasText("mel");
            assertThat(page.navigate(translating.restUrl() + "/drift").status()).isEqualTo(200);
            assertThat(page.request()
                            .delete(translating.restUrl() + "/api/v1/references/full")
                            .status())
                    .isEqualTo(403);
        }
    }
}
