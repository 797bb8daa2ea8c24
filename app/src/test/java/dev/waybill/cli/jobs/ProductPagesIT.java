package dev.waybill.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.console.inbox.PageServer;
import dev.waybill.server.console.inbox.Products;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has which product, and what an operator does about it, on a real PostgreSQL. */
final class ProductPagesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void jobsAreCountedShownAndChangedOnceTheChangeWasCounted() throws Exception {
        try (var site = JobsSite.open();
                var server = PageServer.start(
                        folder, (pages, access) -> new Products(pages, site.database(), InstantSource.system()))) {
            site.processor("l1c", 3, definition -> definition);
            site.jobs("next", "--processor", "l1c", "--worker", "<b>anna</b>");

            var overview = server.page("/products");
            var list = server.page("/products/jobs?status=running");
            String job = list.select("tbody a").get(0).attr("href");
            var asked = server.page("/products/change?do=release&status=running");
            var form = asked.select("form[method=post]").get(0);
            var done = server.submit(form);

            assertThat(overview.select("tbody tr").get(0).text())
                    .startsWith("l1c")
                    .contains("on 2 0 1");
            assertThat(overview.select("main b")).isEmpty();
            assertThat(overview.text()).contains("<b>anna</b>");
            assertThat(list.select("tbody tr")).hasSize(1);
            assertThat(list.select(".command code").text()).isEqualTo("waybill jobs list --status=running");
            assertThat(asked.select(".answer").text()).startsWith("1 jobs are meant; 1 of them would change");
            assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
            assertThat(site.number("SELECT count(*) FROM bnp.job WHERE status = 'running'"))
                    .isZero();
            assertThat(server.text(job)).contains("status ready", "released by an operator");
            assertThat(server.send("GET", "/products/change?do=cancel", "").statusCode())
                    .isEqualTo(422);
            assertThat(server.send("GET", "/products/jobs?status=none", "").body())
                    .contains("one of [READY");
            assertThat(server.send("GET", "/products/jobs/4711", "").statusCode())
                    .isEqualTo(404);
        }
    }
}
