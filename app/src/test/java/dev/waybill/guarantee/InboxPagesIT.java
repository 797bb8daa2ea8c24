package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.server.failures.KnownStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages about parked records of any kind: hostile ones, large ones, bytes that are no text. */
final class InboxPagesIT {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");
    private static final String SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private KnownStore store;

    @SuppressWarnings("NullAway.Init")
    private InboxServer server;

    @BeforeEach
    void start() throws IOException {
        store = KnownStore.folder(folder.resolve("failures").toString(), "orders", List.of());
        var nowhere = KnownStore.folder(folder.resolve("none").toString(), "other", List.of());
        server = InboxServer.start(folder, List.of(store, nowhere));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothingFromARecordRunsInAPage() throws Exception {
        String id = park(SCRIPT.getBytes(UTF_8), SCRIPT.getBytes(UTF_8), SCRIPT + " " + InboxServer.SECRET);

        for (String path : List.of(
                "/failures",
                "/failures/" + store.id(),
                recordPath(id),
                "/failures/" + store.id() + "?key=%3Cscript%3E")) {
            var page = server.page(path);

            assertThat(page.select("main script, main img, main [onerror]"))
                    .as(path)
                    .isEmpty();
            assertThat(page.html()).as(path).doesNotContain(InboxServer.SECRET);
        }
        assertThat(server.page(recordPath(id)).select("main").text()).contains(SCRIPT);
        assertThat(server.page(recordPath(id)).select("textarea").get(0).wholeText())
                .isEqualTo(SCRIPT);
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsHarmless() throws Exception {
        park("=cmd|' /C calc'!A0".getBytes(UTF_8), "{}".getBytes(UTF_8), "@SUM(1)");

        String csv = server.send("GET", "/failures/" + store.id() + "/records.csv", "")
                .body();

        assertThat(csv).contains("'=cmd", "'@SUM(1)").doesNotContain(",=cmd", ",@SUM");
    }

    @Test
    void aHugeValueIsShownInPartAndDownloadedAsAWhole() throws Exception {
        String id = park(null, "x".repeat(3_000_000).getBytes(UTF_8), "too long");

        var answer = server.send("GET", recordPath(id), "");
        var value = server.send("GET", recordPath(id) + "/value", "");

        assertThat(answer.body().length()).isLessThan(100_000);
        assertThat(answer.body()).contains("the first 64 KiB are shown", "failures edit " + id);
        assertThat(value.body()).hasSize(3_000_000);
        assertThat(value.headers().firstValue("Content-Disposition"))
                .get()
                .asString()
                .startsWith("attachment");
    }

    @Test
    void bytesThatAreNoTextAreShownInHexadecimalDigits() throws Exception {
        String id = park(null, new byte[] {(byte) 0xff, 0, 'a', 'b'}, "no text");

        var page = server.page(recordPath(id));

        assertThat(page.select("pre").text()).contains("ff 00 61 62", "..ab");
        assertThat(page.select("textarea")).isEmpty();
    }

    @Test
    void aRecordIsEditedKeptAndFreedByTheCommandsThatDoIt() throws Exception {
        String id = park(null, "{\"n\": 1}".getBytes(UTF_8), "n: expected 2");
        var form = server.page(recordPath(id)).select("form[action$=edit]").get(0);
        form.select("textarea").get(0).text("{\"n\": 2}");
        form.select("input[name=reason]").attr("value", "a typing error; `rm -rf /` $(id)");

        var edited = server.submit(form);
        var after = server.page(recordPath(id));
        var parked = server.send(
                "POST",
                "/failures/" + store.id() + "/park",
                "id=" + id + "&do=park&reason=later",
                "Content-Type",
                "application/x-www-form-urlencoded");
        var kept = server.json("GET", "/api/v1/failures/" + store.id() + "/records?state=kept", "");
        var freed = server.json(
                "POST", "/api/v1/failures/" + store.id() + "/park", "{\"id\": \"" + id + "\", \"free\": true}");

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(303);
        assertThat(after.select("main").text())
                .contains("edited by", "a typing error; `rm -rf /` $(id)", "+   \"n\" : 2");
        var entry = new FileFailureLog(Path.of(store.place()))
                .list(FailureFilter.ALL, 1)
                .get(0);
        assertThat(entry.again().value()).asString(UTF_8).isEqualTo("{\"n\": 2}");
        assertThat(entry.parked().record().value()).asString(UTF_8).isEqualTo("{\"n\": 1}");
        assertThat(parked.statusCode()).isEqualTo(303);
        assertThat(kept.path("total").asInt()).isEqualTo(1);
        assertThat(freed.path("result").asString()).isEqualTo("freed 1");
        assertThat(server.page("/audit").select("tbody td:nth-child(4)").eachText())
                .contains("failures.park", "failures.edit");
    }

    @Test
    void aListGoesByPagesTheLatestFirst() throws Exception {
        var all = new ArrayList<ParkedRecord>();
        for (int n = 0; n < 120; n++) {
            all.add(parked(n, null, "{}".getBytes(UTF_8), "no"));
        }
        new FileFailureStore(Path.of(store.place())).park(all);

        var first = server.page("/failures/" + store.id());
        var last = server.page("/failures/" + store.id() + "?page=2");

        assertThat(first.select("tbody tr")).hasSize(50);
        assertThat(first.select("tbody a").get(0).text()).isEqualTo("orders-0@119");
        assertThat(first.select("a[rel=next]").attr("href")).endsWith("page=1");
        assertThat(last.select("tbody tr")).hasSize(20);
        assertThat(last.select("a[rel=next]")).isEmpty();
    }

    @Test
    void whatIsWrongInARequestIsSaid() throws Exception {
        assertThat(server.send("GET", "/failures/none", "").statusCode()).isEqualTo(404);
        assertThat(server.send("GET", "/failures/" + store.id() + "/zz", "").statusCode())
                .isEqualTo(404);
        assertThat(server.send("GET", "/failures/" + store.id() + "?class=none", "")
                        .body())
                .contains("one of transient");
        assertThat(server.send("GET", "/failures/" + store.id() + "?since=soon", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(server.send("POST", "/api/v1/replays", "{").statusCode()).isEqualTo(400);
        assertThat(server.send("GET", "/api/v1/replays/9", "").statusCode()).isEqualTo(404);
    }

    @Test
    void theDescriptionNamesEveryAddressThatIsOffered() throws Exception {
        var described = server.json("GET", "/api/v1/failures/openapi.json", "").path("paths");

        var offered = server.server().door().routes().stream()
                .filter(route ->
                        route.path().startsWith("/api/v1/") && !route.path().endsWith("openapi.json"))
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " " + route.path())
                .toList();

        assertThat(offered).isNotEmpty().allSatisfy(one -> {
            int space = one.indexOf(' ');
            assertThat(described.path(one.substring(space + 1)).has(one.substring(0, space)))
                    .as(one)
                    .isTrue();
        });
    }

    private String recordPath(String id) {
        return "/failures/" + store.id() + "/" + id;
    }

    private String park(byte @Nullable [] key, byte[] value, String reason) throws IOException {
        var parked = parked(1, key, value, reason);
        new FileFailureStore(Path.of(store.place())).park(List.of(parked));
        return parked.id();
    }

    private static ParkedRecord parked(int offset, byte @Nullable [] key, byte[] value, String reason) {
        var headers = List.of(new Header(SCRIPT, SCRIPT.getBytes(UTF_8)));
        var record = new KafkaRecord("orders", 0, offset, AT.toEpochMilli(), key, value, headers, 0);
        return new ParkedRecord(record, DeliveryException.poison(reason).failure(), 2, AT.plusSeconds(offset), "sink");
    }
}
