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
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.penumbra.avatar.Pictures;
import io.penumbra.dataset.Sample;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** People label the images of a stream without labels, in a real browser, until the verdict falls. */
@NeedsChromium
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int IMAGES = 4500;
    /** Seconds without an image to label. */
    private static final int MOST_IDLE = 40;

    private static final long SEED = 2026;
    private static final String HARMFUL = "oneshot-60";
    /** One that labels do not decide so soon. */
    private static final String OTHER = "pruned-95";

    private static final List<String> CLASSES = List.of("not_blond", "blond");
    private static final Path PICTURES = Path.of("target", "console");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static PenumbraProcess demo;
    private static Chromium chromium;
    private static Map<String, String> truth;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(PICTURES);
        demo = PenumbraProcess.start(
                Map.of(),
                "demo",
                "--no-labels",
                "--kafka-port",
                "0",
                "--seed",
                String.valueOf(SEED),
                "--images",
                String.valueOf(IMAGES),
                "--rate",
                "0");
        try (var drawn = new Pictures(SEED)) {
            truth = drawn.samples().limit(IMAGES).collect(Collectors.toMap(Sample::id, Sample::label));
        }
        await().atMost(PATIENCE)
                .until(() -> demo.isReady() && gate().path("scored").asLong() >= IMAGES);
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        demo.close();
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
    }

    private static JsonNode gate() {
        return rest("/api/v1/gate?candidate=" + HARMFUL);
    }

    private static JsonNode rest(String path) {
        return demo.rest(path)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> data(answer.body()))
                .orElse(JSON.createObjectNode());
    }

    private static JsonNode data(String body) {
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

    private static String image(Page page) {
        return page.locator("input[name=image]").inputValue();
    }

    /** Presses the key of the image's true class and waits for the next page. */
    private static void answer(Page page) {
        String id = image(page);
        String key = String.valueOf(1 + CLASSES.indexOf(truth.get(id)));
        page.waitForNavigation(() -> page.keyboard().press(key));
    }

    private void check(Page page, String name, int width, ColorScheme scheme) {
        assertThat(page.locator("#connection")).hasText("live");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(
                        name + "-" + width + "-" + scheme.name().toLowerCase() + ".png")));
        if ((Integer) page.evaluate("document.documentElement.scrollWidth") > width) {
            complaints.add(name + " is wider than " + width + " px");
        }
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            complaints.add(name + " at " + width + ", " + scheme + ": " + rule.getId() + " "
                    + rule.getNodes().stream()
                            .map(node -> node.getHtml())
                            .limit(3)
                            .toList());
        }
    }

    @Test
    @Order(1)
    void labelsOfTheQueueAloneBringTheVerdictOfAllLabels() {
        assertThat(gate().path("verdict").asText()).isEqualTo("inconclusive");
        Page page = open("/audit?candidate=" + HARMFUL);
        int labels = 0;
        int idle = 0;
        while (!gate().path("verdict").asText().equals("fail") && idle < MOST_IDLE) {
            if (page.locator("input[name=image]").count() > 0) {
                answer(page);
                labels++;
                idle = 0;
            } else { // the last labels are not counted yet
                page.waitForTimeout(1000);
                idle++;
            }
        }

        assertThat(gate().path("verdict").asText())
                .as(gate().path("summary").asText() + " after " + labels + " labels")
                .isEqualTo("fail");
        page.navigate(demo.restUrl() + "/audit?candidate=" + HARMFUL);
        assertThat(page.locator(".aside .note").first()).containsText("Must not ship");
        System.out.println(HARMFUL + " fails after " + labels + " further labels of " + IMAGES + " images");
        assertThat(gate().path("labelled").asLong())
                .as("labels that were not chosen")
                .isZero();

        page.navigate(demo.restUrl() + "/audit/labels");
        assertThat(page.locator(".labels > li").count()).isBetween(1, labels);
        // labels that are counted only now may come to the list meanwhile, so this one is looked for by its image
        String taken = page.locator(".labels button").first().getAttribute("value");
        page.waitForNavigation(() -> page.locator(".labels button").first().click());
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            page.reload();
            return page.locator(".labels button")
                    .evaluateAll("(buttons, image) => buttons.every(button => button.value !== image)", taken)
                    .equals(true);
        });
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(2)
    void theQuestionIsBlindAndTheAnswerCanBeTakenBack() {
        Page page = open("/audit?candidate=" + OTHER);
        assertThat(page.locator("h1")).hasText("Not blond or blond?");
        assertThat(page.locator("main")).not().containsText("of 5");
        String first = image(page);
        answer(page);
        assertThat(page.locator(".before"))
                .containsText("You said " + truth.get(first).replace('_', ' '));
        assertThat(page.locator(".before .answers li").first()).containsText("full");
        assertThat(image(page)).isNotEqualTo(first);

        page.waitForNavigation(() -> page.keyboard().press("u"));
        assertThat(image(page)).isEqualTo(first);
        assertThat(page.locator(".before")).hasCount(0);
        answer(page);

        String skipped = image(page);
        page.keyboard().press("n");
        page.keyboard().type("the hair is hidden 1s");
        page.locator("h1").click();
        page.waitForNavigation(() -> page.keyboard().press("s"));
        assertThat(image(page)).isNotIn(first, skipped);
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(3)
    void twoPeopleNeverGetTheSamePicture() {
        Page ada = open("/audit?candidate=" + OTHER);
        Page bob = open("/audit?candidate=" + OTHER);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            assertThat(seen.add(image(ada))).isTrue();
            assertThat(seen.add(image(bob))).isTrue();
            answer(ada);
            answer(bob);
        }
        // what is live on a page has no picture of its own, and takes none from the queue
        String live = ada.request()
                .get(
                        demo.restUrl() + "/audit?candidate=" + OTHER,
                        RequestOptions.create().setHeader("HX-Request", "true"))
                .text();
        assertThat(live).contains("id=\"live\"").doesNotContain("name=\"image\"");
        // what is with one of them, the other cannot label
        String with = image(ada);
        var refused = demo.post(
                "/api/v1/audit/" + URLEncoder.encode(with, StandardCharsets.UTF_8) + "?by=eve",
                "{\"label\": \"blond\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    }

    @Test
    @Order(4)
    void wrongAnswersAreRefusedInASentence() {
        JsonNode next = rest("/api/v1/audit?candidate=" + OTHER + "&by=rest");
        String path =
                "/api/v1/audit/" + next.path("images").get(0).path("imageId").asText() + "?by=rest";
        assertThat(demo.post(path, "{\"label\": \"red\"}").body())
                .contains("label is 'red', expected one of [not_blond, blond]");
        assertThat(demo.post(path, "{}").statusCode()).isEqualTo(400);
        assertThat(demo.post(path, "{\"label\": \"blond\", \"skip\": \"x\"}").statusCode())
                .isEqualTo(400);
        assertThat(demo.post("/api/v1/audit/nothing/here", "{\"label\": \"blond\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(demo.rest("/api/v1/audit?candidate=nobody").orElseThrow().statusCode())
                .isEqualTo(404);
        assertThat(demo.rest("/api/v1/audit?limit=101").orElseThrow().statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(4)
    void anotherToolLabelsWhatIsExportedAndImported(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("audit");
        String[] export = {
            "audit",
            "export",
            "--url",
            demo.restUrl(),
            "--by",
            "tool",
            "--candidate",
            OTHER,
            "--limit",
            "4",
            "--out",
            out.toString()
        };
        try (var command = PenumbraProcess.start(Map.of(), export)) {
            assertThat(command.exitCode(Duration.ofMinutes(2)))
                    .as(command.err())
                    .isZero();
            assertThat(command.out()).startsWith("4 images in " + out);
        }
        assertThat(Files.readAllBytes(out.resolve("004.jpg"))).startsWith(0xFF, 0xD8);
        List<String> rows = Files.readAllLines(out.resolve("labels.csv"));
        assertThat(rows.get(0)).isEqualTo("id,file,classes,label,note");
        var filled =
                new ArrayList<>(List.of("note,label,id", ",red," + rows.get(1).split(",")[0]));
        for (String row : rows.subList(1, rows.size())) {
            String id = row.split(",")[0].replace("\"", "");
            filled.add("\"from, a tool\"," + (filled.size() == 2 ? "" : truth.get(id)) + "," + id);
        }
        Path file = Files.write(folder.resolve("filled.csv"), filled);
        try (var command = PenumbraProcess.start(
                Map.of(), "audit", "import", "--url", demo.restUrl(), "--by", "tool", file.toString())) {
            assertThat(command.exitCode(Duration.ofMinutes(2)))
                    .as(command.err())
                    .isEqualTo(1);
            assertThat(command.out())
                    .contains("row 1, image", "label is 'red', expected one of [not_blond, blond]")
                    .endsWith("3 labels sent, 1 rows without a label, 1 refused" + System.lineSeparator());
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rest("/api/v1/labels?by=tool").size() == 3);
    }

    @Test
    @Order(6)
    void thePageIsReadableWideAndNarrowLightAndDark() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1440, 390}) {
                var options = new Browser.NewContextOptions()
                        .setViewportSize(width, 844)
                        .setColorScheme(scheme);
                Page page = open("/audit?candidate=" + OTHER, options);
                answer(page);
                check(page, "audit", width, scheme);
                page.navigate(demo.restUrl() + "/audit/labels");
                assertThat(page.locator(".labels > li")).hasCount(1);
                check(page, "labels", width, scheme);
            }
        }
        assertThat(complaints).isEmpty();
    }
}
