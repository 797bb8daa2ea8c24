package dev.waybill.server.console;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser. With {@code -Dscreenshots.update=true} it takes the pictures of docs/console.md. */
final class ConsoleBrowserIT {
    private static final int TAB = 9;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ConsoleSite site;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        try {
            browser = Browser.start(folder);
        } catch (IOException e) {
            abort("Chromium cannot be had here: " + e.getMessage());
        }
        site = new ConsoleSite(folder, 20);
        browser.size(1280, 800);
        await().atMost(ofMinutes(2)).until(() -> site.pipelinePath().isPresent() && site.pipeline.delivered() == 20);
    }

    @AfterEach
    void close() throws Exception {
        browser.close();
        if (site != null) {
            site.close();
        }
    }

    @Test
    void anOpenPageNamesTheCauseWithinTenSecondsOfTheFault() throws Exception {
        browser.open(site.uri(site.pipelinePath().orElseThrow()));
        await().atMost(ofMinutes(2)).until(() -> browser.text().contains("live"));

        long fault = System.nanoTime();
        site.pipeline.refuse();

        await().atMost(ofMinutes(2))
                .pollInterval(ofMillis(100))
                .until(() -> browser.text().contains("key " + HostilePipeline.KEY)
                        && browser.text().contains(HostilePipeline.ERROR));
        System.out.printf(
                "ConsoleBrowserIT: from the fault to its cause on the page %d ms%n",
                (System.nanoTime() - fault) / 1_000_000);
        screenshot("pipeline");
        assertThat(browser.evaluate("typeof window.hacked").asString()).isEqualTo("undefined");

        browser.open(site.uri("/"));
        screenshot("overview");
        browser.open(site.uri("/in-flight"));
        assertThat(browser.text()).contains(HostilePipeline.ERROR);
        assertThat(browser.evaluate("typeof window.hacked").asString()).isEqualTo("undefined");
        browser.open(site.uri("/workers"));

        site.pipeline.heal();
        browser.open(site.uri(site.pipelinePath().orElseThrow()));
        await().atMost(ofMinutes(2)).until(() -> !browser.text().contains(HostilePipeline.ERROR));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theOverviewIsPaintedAsSoonAsItIsRead() throws Exception {
        browser.open(site.uri("/"));

        await().atMost(ofMinutes(2)).until(() -> firstPaint() > 0);

        System.out.printf("ConsoleBrowserIT: first paint of the overview after %.0f ms%n", firstPaint());
        assertThat(browser.evaluate("document.readyState").asString()).isEqualTo("complete");
        assertThat(browser.complaints()).isEmpty();
    }

    /** Milliseconds; 0 while nothing is painted. */
    private double firstPaint() {
        return browser.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
                .asDouble(0);
    }

    @Test
    void aKeyboardReachesThePipelineAndItsFocusOutlastsAnUpdate() throws Exception {
        browser.open(site.uri("/"));
        for (int i = 0; i < 12 && focused().filter(id -> id.startsWith("to-")).isEmpty(); i++) {
            browser.press("Tab", TAB);
        }
        var link = focused();
        assertThat(link.orElse("")).startsWith("to-");

        browser.evaluate("window.before = document.activeElement");

        await().atMost(ofMinutes(2))
                .until(() -> !browser.evaluate("window.before.isConnected").asBoolean());
        assertThat(focused()).isEqualTo(link);
    }

    private Optional<String> focused() {
        return Optional.of(browser.evaluate("document.activeElement.id").asString(""));
    }

    private void screenshot(String name) throws IOException {
        if (!Boolean.getBoolean("screenshots.update")) {
            return;
        }
        for (String scheme : new String[] {"light", "dark"}) {
            browser.prefer(scheme);
            browser.screenshot(Path.of("../docs/images/console-" + name + "-" + scheme + ".png"));
        }
    }
}
