package dev.waybill.cli.batch;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.store.StoredRejects;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.console.inbox.Batches;
import dev.waybill.server.console.inbox.PageServer;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.replays.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch from its upload to its mended rows, seen from the pages; API and worker know nothing of them. */
final class BatchPagesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Access access() throws IOException {
        var settings = new AccessSettings(folder.resolve("api-tokens.json"), folder.resolve("api-audit.jsonl"), 200);
        return Access.of(settings, "127.0.0.1", InstantSource.system());
    }

    @Test
    void aBatchIsSeenWithItsRejectsAndTheyAreSentOnceMore() throws Exception {
        try (var site = BatchSite.start(folder);
                var services = BatchServices.start(
                        site.brokers(),
                        site.clickHouse().uri(),
                        DoorSettings.at("127.0.0.1", 0),
                        access(),
                        folder.resolve("batch"));
                var ledger = Ledger.follow(Map.of("bootstrap.servers", site.brokers()))) {
            ledger.catchUp(ofSeconds(20));
            var rejects = new StoredRejects(
                    new ClickHouse(ClickHouseSettings.of(site.clickHouse().uri())));
            var commands =
                    new Commands(Commands.likeThis("dev.waybill.cli.Main"), Map.of(), folder.resolve("commands"));
            String model = site.model(services.uri(), "purchases");
            Path file = Files.writeString(
                    folder.resolve("rows.csv"), "event_id,timestamp,amount\na,1,2.5\nb,2,=1+1\n<i>c</i>,x,1\n");
            String job = site.job(services.uri(), model, file);
            site.batch(services.uri(), "job", "wait", job, "--timeout", "60");

            try (var server = PageServer.start(
                    folder,
                    (pages, access) ->
                            new Batches(pages, ledger, rejects, commands, services.uri(), InstantSource.system()))) {
                var list = server.page("/batches");
                var page = server.page("/batches/" + job);
                String csv = server.send("GET", "/batches/" + job + "/rejected.csv", "")
                        .body();
                var retried = server.send(
                        "POST",
                        "/batches/" + job + "/retry",
                        String.join(
                                "\r\n",
                                "--b",
                                "Content-Disposition: form-data; name=\"file\"; filename=\"m.csv\"",
                                "",
                                "event_id,timestamp,amount\nb,2,2\n",
                                "--b--",
                                ""),
                        "Content-Type",
                        "multipart/form-data; boundary=b");
                var over = server.send(
                        "POST",
                        "/batches/" + job + "/cancel",
                        "x=1",
                        "Content-Type",
                        "application/x-www-form-urlencoded");

                assertThat(list.select("tbody tr").get(0).text())
                        .contains(job, "partial success", "100 %", "purchases");
                assertThat(page.select("main i")).isEmpty();
                assertThat(page.text()).contains("INVALID_FLOAT64", "INVALID_UINT32", "<i>c</i>");
                assertThat(csv).startsWith("ROW,EVENT_ID").contains("'=1+1");
                assertThat(retried.statusCode()).as(retried.body()).isEqualTo(303);
                assertThat(server.page("/batches").select("tbody tr")).hasSize(2);
                assertThat(server.page("/batches?state=failed").select("tbody tr"))
                        .isEmpty();
                assertThat(over.statusCode()).as(over.body()).isEqualTo(409);
                assertThat(server.send("GET", "/batches/none", "").statusCode()).isEqualTo(404);
            }
        }
    }
}
