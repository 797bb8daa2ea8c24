package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import dev.waybill.server.console.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody in front of a real browser and a real server that asks for a token: a cause appears, is counted, replayed and gone. With
 * {@code -Dscreenshots.update=true} it takes the pictures of docs/console.md.
 */
final class InboxBrowserIT {
    private static final Pattern CONSOLE = Pattern.compile("console at (http://127\\.0\\.0\\.1:\\d+)");
    private static final int GOOD = 11;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    private Child server;

    @SuppressWarnings("NullAway.Init")
    private URI uri;

    private final List<ObjectNode> events = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        try {
            browser = Browser.start(folder);
        } catch (IOException e) {
            abort("Chromium cannot be had here: " + e.getMessage());
        }
        browser.size(1280, 800);
        site = new Site(folder, 2);
        site.configure("server.failures = [\"" + site.outputs().resolve("failures") + "\"]");
        server = Child.start(folder, List.of("server", "-c", site.config().toString(), "--port", "0"), environment());
        var console = CONSOLE.matcher("");
        await().atMost(ofMinutes(2)).until(() -> console.reset(server.output()).find() || !server.isAlive());
        assertThat(console.reset(server.output()).find()).as(server.output()).isTrue();
        uri = URI.create(console.group(1));
    }

    private Map<String, String> environment() {
        return Map.of(
                "XDG_STATE_HOME", folder.resolve("state").toString(),
                "WAYBILL_RUN_DIR", folder.resolve("run").toString());
    }

    @AfterEach
    void close() {
        browser.close();
        if (server != null) {
            server.close();
        }
        if (site != null) {
            site.close();
        }
    }

    @Test
    void aCauseAppearsIsCountedReplayedAndGone() throws Exception {
        logIn();
        browser.open(uri.resolve("/failures"));
        assertThat(browser.text()).contains("Nothing is parked.");

        parkTwoCauses();
        browser.open(uri.resolve("/failures"));
        assertThat(browser.text()).contains(GOOD + "\t", "poison", "file:size").doesNotContain("Nothing is parked.");
        takePictures();

        click("tbody tr:first-child a.button");
        until("A dry run counted " + GOOD + " records");
        site.faults(Faults.NONE);
        click("main form button");
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(500)).until(() -> {
            browser.open(uri.resolve("/replays"));
            return browser.text().contains("● done");
        });

        browser.open(uri.resolve("/failures"));
        assertThat(browser.evaluate("document.querySelectorAll('tbody tr').length")
                        .asInt(0))
                .isEqualTo(1);
        assertThat(browser.text()).contains("file:size");
        browser.open(uri.resolve("/audit"));
        assertThat(browser.text()).contains("olga", "replay", "done");
        assertThat(site.expectation().differences(events)).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private void logIn() throws Exception {
        var made = CommandRun.with(environment(), "token", "create", "olga", "--role", "operator");
        assertThat(made.exit()).as(made.err()).isZero();
        browser.open(uri.resolve("/"));
        assertThat(browser.text()).contains("Log in");
        browser.evaluate("document.querySelector('input[name=token]').value = '"
                + made.out().strip() + "'");
        click("main form button");
        until("olga");
    }

    private void parkTwoCauses() {
        for (int n = 0; n < GOOD; n++) {
            events.add(Events.post(Events.datasetId("tas", n), 1));
        }
        ObjectNode broken = Events.post(Events.datasetId("tas", GOOD), 1);
        Events.firstAsset(broken).remove("file:size");
        site.send(events);
        site.send(broken);
        site.faults(Faults.failing(100, 400, OptionalInt.empty()));
        CommandRun consumed = site.pid("consume", "--exit-at-end");
        assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
    }

    private void click(String selector) {
        browser.evaluate("document.querySelector('" + selector + "').click()");
    }

    private void until(String text) {
        await().atMost(ofMinutes(2))
                .pollInterval(ofMillis(100))
                .untilAsserted(() -> assertThat(browser.text()).contains(text));
    }

    private void takePictures() throws IOException {
        if (!Boolean.getBoolean("screenshots.update")) {
            return;
        }
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            browser.screenshot(Path.of("../docs/images/console-inbox-" + scheme + ".png"));
        }
    }
}
