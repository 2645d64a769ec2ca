package io.penumbra.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The installed Chromium, for tests that look at pages. */
public final class Chromium implements AutoCloseable {
    /** What a page may take on a busy machine. */
    private static final int BUSY_MS = 60_000;

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser;

    public Chromium() {
        this(List.of());
    }

    /** With more arguments of the command line. */
    public Chromium(List<String> more) {
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(NeedsChromium.CHROMIUM)
                        .setArgs(
                                Stream.concat(ARGUMENTS.stream(), more.stream()).toList()));
        PlaywrightAssertions.setDefaultAssertionTimeout(BUSY_MS);
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
