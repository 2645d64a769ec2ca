package io.penumbra.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of a running demo in a real browser. Writes a picture of each page to {@code target/console}. */
@NeedsChromium
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int IMAGES = 800;
    private static final String CANDIDATE = "pruned-95";
    private static final Path PICTURES = Path.of("target", "console");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> PAGES = Map.of(
            "rollout", "/",
            "candidate", "/candidates/" + CANDIDATE,
            "gallery", "/gallery?candidate=" + CANDIDATE + "&percentile=95",
            "drift", "/drift",
            "stream", "/stream",
            "dead-letters", "/stream/dead-letters");

    private static final String SMALL_TEXT = """
            [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
                && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())
                && parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML)""";

    private static PenumbraProcess demo;
    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PICTURES);
        demo = PenumbraProcess.start(
                Map.of("penumbra.exemplars.most", "60"),
                "demo",
                "--kafka-port",
                "0",
                "--images",
                String.valueOf(IMAGES),
                "--rate",
                "0",
                "--every",
                "1500ms");
        await().atMost(PATIENCE).until(() -> demo.isReady() && labelled() >= IMAGES);
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        demo.close();
    }

    private static long labelled() {
        return demo.rest("/api/v1/gate?candidate=" + CANDIDATE)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> gate(answer.body()).path("labelled").asLong())
                .orElse(0L);
    }

    private static JsonNode gate(String body) {
        try {
            return JSON.readTree(body).path("data");
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private Page open(String path, Browser.NewContextOptions options) {
        BrowserContext context = chromium.browser().newContext(options);
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(demo.restUrl() + path);
        return page;
    }

    private Page open(String path) {
        return open(path, new Browser.NewContextOptions().setViewportSize(1440, 900));
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @Order(1)
    void everyPageIsReadableWideAndNarrow(ColorScheme scheme) {
        PAGES.forEach((name, path) -> {
            for (int width : new int[] {1440, 390}) {
                Page page = open(
                        path,
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 844)
                                .setColorScheme(scheme));
                assertThat(page.locator("#connection")).hasText("live");
                for (Locator picture : page.locator("img").all()) {
                    picture.scrollIntoViewIfNeeded();
                }
                page.waitForLoadState(LoadState.LOAD);
                page.evaluate("scrollTo(0, 0)");
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve(
                                name + "-" + width + "-" + scheme.name().toLowerCase() + ".png")));
                String at = name + " at " + width + " px, " + scheme + ": ";
                if ((Integer) page.evaluate("document.documentElement.scrollWidth") > width) {
                    complaints.add(at + "it is wider than the screen");
                }
                for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
                    complaints.add(at + rule.getId() + " "
                            + rule.getNodes().stream()
                                    .map(node -> node.getHtml())
                                    .limit(3)
                                    .toList());
                }
                ((List<?>) page.evaluate(SMALL_TEXT)).forEach(text -> complaints.add(at + "below 12 px: " + text));
                page.context().close();
            }
        });
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(2)
    void rolloutHasACardForEachCandidateWithTheVerdictOfRest() {
        Page page = open("/");
        assertThat(page.locator(".reader")).hasText("open to everybody");
        var models = gate(demo.rest("/api/v1/models").orElseThrow().body());
        assertThat(page.locator(".card")).hasCount(models.path("candidates").size());
        for (JsonNode model : models.path("candidates")) {
            String name = model.path("name").asText();
            JsonNode gate = gate(
                    demo.rest("/api/v1/gate?candidate=" + name).orElseThrow().body());
            String word = Map.of("pass", "May ship", "fail", "Must not ship", "inconclusive", "Not known yet")
                    .get(gate.path("verdict").asText());
            assertThat(page.locator(".card[aria-label='" + name + "'] .verdict"))
                    .containsText(word);
        }
    }

    @Test
    @Order(3)
    void candidateShowsTheFindingsOfRestAndKeepsFiltersInTheAddress() {
        Page page = open("/candidates/" + CANDIDATE);
        JsonNode findings = gate(demo.rest("/api/v1/gate?candidate=" + CANDIDATE)
                        .orElseThrow()
                        .body())
                .path("findings");
        assertThat(page.locator(".questions tbody tr")).hasCount(findings.size());
        JsonNode error = findings.path(0);
        assertThat(error.path("subgroup").asText()).isEqualTo("all");
        Locator row = page.locator(".questions tbody tr")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\ball\\b")))
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\berror\\b")));
        assertThat(row.locator("td").nth(6))
                .hasText(Words.count(error.path("images").asLong()));
        assertThat(row.locator("td").nth(3))
                .containsText(Words.points(error.path("change").asDouble()) + " ["
                        + Words.points(error.path("lower").asDouble()) + ", "
                        + Words.points(error.path("upper").asDouble()) + "]");

        page.locator("select[name='is.sex']").selectOption("male");
        assertThat(page).hasURL(Pattern.compile(".*is\\.sex=male.*"));
        assertThat(page.locator(".questions tbody tr th").filter(new Locator.FilterOptions().setHasNotText("male")))
                .hasCount(0);
        int filtered = page.locator(".questions tbody tr").count();
        assertThat(filtered).isBetween(1, findings.size() - 1);
        page.reload();
        assertThat(page.locator(".questions tbody tr")).hasCount(filtered);
        page.locator(".questions tbody tr a").first().click();
        assertThat(page).hasURL(Pattern.compile(".*/gallery\\?candidate=" + CANDIDATE + "&subgroup=.*"));
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(4)
    void galleryShowsThePicturesAndOneOfThemLarge() {
        Page page = open("/gallery?candidate=" + CANDIDATE + "&percentile=90");
        Locator pictures = page.locator(".example img");
        assertThat(pictures.first()).isVisible();
        for (int i = 0; i < 4; i++) {
            assertThat(pictures.nth(i)).hasJSProperty("complete", true);
            assertThat((Integer) pictures.nth(i).evaluate("image => image.naturalWidth"))
                    .isPositive();
        }
        int before = pictures.count();
        page.locator("input[name=percentile]").fill("99.8");
        assertThat(page).hasURL(Pattern.compile(".*percentile=99\\.8.*"));
        assertThat(page.locator("#percentile")).hasText("99.8");
        assertThat(pictures.count()).isBetween(1, before - 1);

        page.locator(".example a").first().click();
        assertThat(page.locator(".large img")).isVisible();
        String first = page.locator(".large code").innerText();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".large code")).not().hasText(first);
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".large code")).hasText(first);
        page.keyboard().press("Escape");
        assertThat(page.locator(".large")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(5)
    void pagesWorkWithoutScript() {
        Page page = open("/", new Browser.NewContextOptions().setJavaScriptEnabled(false));
        assertThat(page.locator(".card").first()).isVisible();
        page.navigate(demo.restUrl() + "/candidates/" + CANDIDATE);
        page.locator("select[name='is.sex']").selectOption("male");
        page.locator("button.noscript").click();
        assertThat(page).hasURL(Pattern.compile(".*is\\.sex=male.*"));
        assertThat(page.locator(".questions tbody tr").first()).isVisible();
        page.navigate(demo.restUrl() + "/gallery?candidate=" + CANDIDATE);
        page.locator("button.noscript").click();
        assertThat(page.locator(".example").first()).isVisible();
    }

    @Test
    @Order(6)
    void unknownCandidateIsToldOnAPage() {
        Page page = open("/");
        var answer = page.navigate(demo.restUrl() + "/candidates/%3Cb%3Enobody");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(page.locator("h1")).hasText("There is no candidate “<b>nobody”");
        assertThat(page.locator("main a").first()).isVisible();
    }

    @Test
    @Order(7)
    void pagesForbidForeignAndInlineCodeAndAreNotKept() {
        var answer = demo.fetch("/");
        assertThat(answer.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    @Order(8)
    void referenceIsPutAndTakenBackByAForm() {
        Page page = open("/drift");
        page.locator("select[name=model]").selectOption(CANDIDATE);
        page.locator("input[name=from]").fill("2026-01-02T00:00");
        page.locator("input[name=to]").fill("2026-01-01T00:00");
        page.getByText("Put reference").click();
        assertThat(page.locator("main")).containsText("expected the start before the end");
        page.navigate(demo.restUrl() + "/drift");
        page.locator("select[name=model]").selectOption(CANDIDATE);
        page.getByText("Back to the automatic one").click();
        assertThat(page.locator("#reference")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*/drift$"));
    }

    @Test
    @Order(9)
    void lostConnectionSaysSo() {
        Page page = open("/");
        assertThat(page.locator("#connection")).hasText("live");
        demo.kill();
        assertThat(page.locator("#connection"))
                .hasText(
                        "connection lost, trying again",
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions().setTimeout(20_000));
    }
}
