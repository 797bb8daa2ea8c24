package dev.waybill.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The pages as one sees them who has no scripts, and what else is answered. */
@Timeout(300)
final class ConsoleTest {
    private static final int MOST_BYTES = 150_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ConsoleSite site;

    @BeforeEach
    void open() throws Exception {
        site = new ConsoleSite(folder, 1);
        await().atMost(ofMinutes(2)).until(() -> site.pipelinePath().isPresent() && site.pipeline.delivered() == 1);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void theOverviewLeadsToThePipeline() throws Exception {
        var overview = page("/");

        assertThat(overview.select("nav a[aria-current=page]").text()).isEqualTo("Overview");
        var link = overview.select("[data-panel=pipelines] tbody a").get(0);
        assertThat(link.text()).isEqualTo("orders");
        assertThat(link.attr("href")).isEqualTo(site.pipelinePath().orElseThrow());
        assertThat(overview.select(".command code").text()).isEqualTo("waybill status --watch");
    }

    @Test
    void theRecordThatBlocksIsNamedAndNothingOfItIsMoreThanText() throws Exception {
        block();

        var page = page(site.pipelinePath().orElseThrow());

        assertThat(page.select("[data-panel=strips]").text())
                .contains("offset 1, key " + HostilePipeline.KEY)
                .contains("attempts, last transient: " + HostilePipeline.ERROR)
                .contains("done and held 1");
        assertThat(page.select("[data-panel=records] tbody tr")).hasSize(1);
        assertThat(page.select("[data-panel=records]").text()).contains(HostilePipeline.KEY, HostilePipeline.ERROR);
        assertThat(page.select("script:not([src]), img, [onerror], [onload], [style], style"))
                .isEmpty();
        assertThat(page("/in-flight").select("[data-panel=records]").text()).contains("orders-0 @ 1");
    }

    @Test
    void aWorkerSaysWhatItIs() throws Exception {
        await().atMost(ofMinutes(2))
                .until(() -> page("/workers").select("tbody tr").text().contains("orders-0"));

        assertThat(page("/workers").select("tbody tr").get(0).text())
                .contains(
                        "orders",
                        "ledger",
                        Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void aPageIsToldWhatHasChanged() throws Exception {
        String path = site.pipelinePath().orElseThrow();
        try (var lines = site.stream("/live" + path).body()) {
            var all = lines.iterator();
            var seen = new ArrayList<String>();
            while (!seen.contains("event: strips")) {
                seen.add(all.next());
            }
            block();
            String line = "";
            while (!line.contains("Blocked by offset 1") && !line.contains("offset 1, key")) {
                line = all.next();
            }
            assertThat(line).contains("&lt;script&gt;window.hacked=1&lt;/script&gt;");
            assertThat(site.console.openPages()).isEqualTo(1);
        }
    }

    @Test
    void theDoorMayCloseWhileAPageIsOpen() throws Exception {
        var lines = site.stream("/live/overview").body().iterator();
        assertThat(lines.next()).isNotEmpty();
        assertThat(site.console.openPages()).isEqualTo(1);

        site.close();

        assertThat(site.console.openPages()).isZero();
        site = new ConsoleSite(folder.resolve("next"), 1);
    }

    @Test
    void theFirstLoadIsLight() throws Exception {
        var overview = page("/");
        var files = new ArrayList<String>();
        files.addAll(overview.select("script[src]").eachAttr("src"));
        files.addAll(overview.select("link[href]").eachAttr("href"));
        assertThat(files).hasSize(4).allMatch(file -> file.startsWith("/assets/"));

        int bytes = site.get("/").body().length;
        for (String file : files) {
            var answer = site.get(file, "Accept-Encoding", "gzip");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            bytes += answer.body().length;
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void aProgramIsToldTheSame() throws Exception {
        block();
        var list = JsonMapper.shared().readTree(site.get("/api/v1/pipelines").body());
        var first = list.path("pipelines").path(0);
        assertThat(first.path("pipeline").asString()).isEqualTo("orders");
        assertThat(first.path("process").path("group").asString()).isEqualTo("ledger");

        String id = first.path("id").asString();
        var whole =
                JsonMapper.shared().readTree(site.get("/api/v1/pipelines/" + id).body());
        assertThat(whole.at("/why/partitions/0/blocking/key").asString()).isEqualTo(HostilePipeline.KEY);
        assertThat(whole.at("/why/partitions/0/blocking/class").asString()).isEqualTo("transient");
        assertThat(JsonMapper.shared()
                        .readTree(
                                site.get("/api/v1/pipelines/" + id + "/samples").body())
                        .path("samples"))
                .isNotEmpty();
        assertThat(site.get("/api/v1/pipelines/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutAPipelineTheOverviewSaysHowToStartOne() throws Exception {
        site.close();
        site = new ConsoleSite(folder.resolve("again"), 1);
        site.pipeline.close(); // twice, in the end: that does no harm
        await().atMost(ofMinutes(2))
                .until(() -> page("/").select("[data-panel=pipelines]").text().contains("No pipeline runs here"));

        assertThat(page("/").select("[data-panel=pipelines] pre").text()).contains("waybill pid consume");
    }

    private void block() {
        site.pipeline.refuse();
        await().atMost(ofMinutes(2)).until(() -> site.pipeline.delivered() == 2);
        await().atMost(ofMinutes(2))
                .until(() -> body(site.pipelinePath().orElseThrow()).contains("offset 1, key"));
    }

    private Document page(String path) throws Exception {
        var answer = site.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        return Jsoup.parse(new String(answer.body(), UTF_8));
    }

    private String body(String path) throws Exception {
        return new String(site.get(path).body(), UTF_8);
    }
}
