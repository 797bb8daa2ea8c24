package dev.waybill.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.server.access.Asking;
import dev.waybill.server.access.AuditLine;
import dev.waybill.server.http.Door;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Every route that changes something, as the routers have them: each request leaves one line of the audit. */
final class AuditLinesIT {
    /** Sessions; uploads and what workers say, which the ledger and the database have. */
    private static final Set<String> ELSEWHERE = Set.of(
            "POST /login",
            "POST /logout",
            "POST /jobs",
            "POST /uploads",
            "PATCH /uploads/{id}",
            "DELETE /uploads/{id}",
            "POST /jobs/v1/workers",
            "DELETE /jobs/v1/workers/{worker}",
            "POST /jobs/v1/workers/{worker}/claims",
            "POST /jobs/v1/workers/{worker}/heartbeat",
            "POST /jobs/v1/reports",
            "POST /jobs/v1/executions/{execution}/report",
            "POST /jobs/v1/executions/{execution}/log");

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SCHEMA = "\"{\\\"a\\\": \\\"String\\\"}\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private EveryServer servers;

    private final Set<String> asked = new TreeSet<>();

    @BeforeEach
    void open() throws Exception {
        servers = new EveryServer(folder);
    }

    @AfterEach
    void close() throws Exception {
        servers.close();
    }

    private static String name(Door.Route route) {
        return route.method() + " " + route.path();
    }

    private List<AuditLine> lines() throws IOException {
        return servers.access.audit().last(10_000);
    }

    @Test
    void everyChangeIsWrittenDownOnce() throws Exception {
        changeProductJobs();
        changeBatches();
        changeWhatFailed();
        is(
                "done",
                "POST /local/{service}",
                asked(servers.console.uri(), "POST /local/{service}", "/local/handle", "fault=none", FORM));

        var changing = new TreeSet<String>();
        servers.all()
                .forEach(server -> server.routes().stream()
                        .filter(route -> !Set.of("GET", "HEAD", "OPTIONS").contains(route.method()))
                        .forEach(route -> changing.add(name(route))));
        changing.removeAll(ELSEWHERE);
        assertThat(asked).isEqualTo(changing);
        assertThat(lines()).hasSameSizeAs(asked);
    }

    private void changeProductJobs() throws Exception {
        URI console = servers.console.uri();
        String jobs = "/jobs/v1/jobs/";
        is("done", "DELETE /jobs/v1/jobs/{job}", asked(console, "DELETE /jobs/v1/jobs/{job}", jobs + 1, "", ""));
        is(
                "done",
                "POST /jobs/v1/jobs/{job}/{mutation}",
                asked(console, "POST /jobs/v1/jobs/{job}/{mutation}", jobs + "2/cancel", "", ""));
        is(
                "done",
                "jobs.cancel",
                asked(
                        console,
                        "POST /jobs/v1/mutations",
                        "/jobs/v1/mutations",
                        "{\"action\": \"cancel\", \"processID\": \"p\"}",
                        ""));
        is(
                "done",
                "jobs.retry",
                asked(console, "POST /products/change", "/products/change", "do=retry&processor=p", FORM));
        for (String word : List.of("pause", "resume")) {
            String route = "POST /jobs/v1/processes/{id}/" + word;
            is("done", route, asked(console, route, "/jobs/v1/processes/p/" + word, "", ""));
        }
    }

    private void changeBatches() throws Exception {
        URI console = servers.console.uri();
        URI api = servers.batch.uri();
        String model = "{\"name\": \"m\", \"schema\": " + SCHEMA + "}";
        is("done", "models.create", asked(api, "POST /models", "/models", model, ""));
        String id = lines().get(0).filter().get("id");
        is("done", "PUT /models/{id}", asked(api, "PUT /models/{id}", "/models/" + id, model, ""));
        String first = upload(id);
        String second = upload(id);
        is(
                "done",
                "batches.cancel",
                asked(console, "POST /batches/{id}/cancel", "/batches/" + first + "/cancel", "x=1", FORM));
        is(
                "done",
                "batches.retry",
                asked(
                        console,
                        "POST /batches/{id}/retry",
                        "/batches/" + first + "/retry",
                        file("a\n2\n"),
                        "multipart/form-data; boundary=b"));
        is("done", "DELETE /jobs/{id}", asked(api, "DELETE /jobs/{id}", "/jobs/" + second, "", ""));
        is("done", "DELETE /models/{id}", asked(api, "DELETE /models/{id}", "/models/" + id, "", ""));
    }

    private String upload(String model) throws Exception {
        var answer = send(
                "ingest",
                servers.batch.uri(),
                "POST",
                "/jobs?model_id=" + model,
                file("a\n1\n"),
                "multipart/form-data; boundary=b");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body()).path("job_id").asString("");
    }

    private static String file(String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n" + content
                + "\r\n--b--\r\n";
    }

    private void changeWhatFailed() throws Exception {
        URI console = servers.console.uri();
        String id = park();
        String store = JsonMapper.shared()
                .readTree(new Asking(console)
                        .get("/api/v1/failures", servers.as("viewer"))
                        .body())
                .at("/causes/0/store")
                .asString("");
        String api = "/api/v1/failures/" + store;
        String page = "/failures/" + store;
        String edit = "/api/v1/failures/{store}/records/{id}/edit";
        is("done", "failures.edit", asked(console, "PUT " + edit, api + "/records/" + id + "/edit", "other", ""));
        is("done", "failures.edit", asked(console, "DELETE " + edit, api + "/records/" + id + "/edit", "", ""));
        is(
                "done",
                "failures.edit",
                asked(console, "POST /failures/{store}/{id}/edit", page + "/" + id + "/edit", "value=new", FORM));
        is(
                "done",
                "failures.edit",
                asked(console, "POST /failures/{store}/{id}/restore", page + "/" + id + "/restore", "x=1", FORM));
        is(
                "done",
                "failures.park",
                asked(console, "POST /api/v1/failures/{store}/park", api + "/park", "{\"id\": \"" + id + "\"}", ""));
        is(
                "done",
                "failures.park",
                asked(console, "POST /failures/{store}/park", page + "/park", "id=" + id + "&do=free", FORM));
        is(
                "partial",
                "replay",
                asked(console, "POST /api/v1/replays", "/api/v1/replays", "{\"store\": \"" + store + "\"}", ""));
        is("partial", "replay", asked(console, "POST /failures/{store}/replay", page + "/replay", "expected=1", FORM));
        is("done", "replays.cancel", asked(console, "DELETE /api/v1/replays/{id}", "/api/v1/replays/1", "", ""));
        is("done", "replays.cancel", asked(console, "POST /replays/{id}/cancel", "/replays/2/cancel", "x=1", FORM));
    }

    private String park() throws IOException {
        var record = new KafkaRecord("orders", 0, 1, 0, null, "{}".getBytes(UTF_8), List.of(), 0);
        var parked = new ParkedRecord(record, DeliveryException.poison("no").failure(), 1, Instant.EPOCH, "sink");
        new FileFailureStore(folder.resolve("failures")).park(List.of(parked));
        return parked.id();
    }

    /** The one line that the request of an operator leaves. */
    private AuditLine asked(URI server, String route, String path, String body, String type) throws Exception {
        int before = lines().size();

        var answer = send("operator", server, route.substring(0, route.indexOf(' ')), path, body, type);

        asked.add(route);
        assertThat(answer.statusCode()).as("%s: %s", route, answer.body()).isLessThan(400);
        await().atMost(ofMinutes(2)).until(() -> lines().size() > before); // of a replay, when it ends
        var all = lines();
        assertThat(all).as(route).hasSize(before + 1);
        return all.get(0);
    }

    private static void is(String result, String action, AuditLine line) {
        assertThat(List.of(line.actor(), line.from(), line.action(), line.result()))
                .containsExactly("operator", "127.0.0.1", action, result);
    }

    private HttpResponse<String> send(String who, URI server, String method, String path, String body, String type)
            throws Exception {
        String[] headers = Stream.concat(
                        Stream.of(servers.as(who)), type.isEmpty() ? Stream.of() : Stream.of("Content-Type", type))
                .toArray(String[]::new);
        return new Asking(server).send(method, path, body, headers);
    }

    @Test
    void whatIsRefusedIsWrittenDownOnceToo() throws Exception {
        for (var server : servers.all()) {
            for (Door.Route route : server.routes()) {
                boolean isChange = !Set.of("GET", "HEAD", "OPTIONS").contains(route.method());
                int expected = isChange && !ELSEWHERE.contains(name(route)) ? 1 : 0;
                for (String who : List.of("viewer", "operator")) {
                    int before = lines().size();

                    int status = new Asking(server.uri())
                            .status(route.method(), route.path().replaceAll("\\{[^}]+}", "7"), servers.tokens.get(who));

                    var all = lines();
                    assertThat(all.size() - before)
                            .as("%s by %s: %d", route, who, status)
                            .isEqualTo(expected);
                    if (expected == 1) {
                        assertThat(all.get(0).actor()).isEqualTo(who);
                        assertThat(all.get(0).result()).isEqualTo("refused with " + status);
                        assertThat(status >= 400 && (status == 403) == who.equals("viewer"))
                                .as("%s %d", route, status)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void whatACommandRefusesIsWrittenDownByTheCommandAlone() throws Exception {
        String id = park();
        String store = JsonMapper.shared()
                .readTree(new Asking(servers.console.uri())
                        .get("/api/v1/failures", servers.as("viewer"))
                        .body())
                .at("/causes/0/store")
                .asString("");

        HttpResponse<String> refused;
        try (var replaying = new FileFailureLog(folder.resolve("failures")).reserve()) {
            assertThat(replaying).isNotNull();
            refused = send("operator", servers.console.uri(), "POST", "/failures/" + store + "/park", "id=" + id, FORM);
        }

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.action()).isEqualTo("failures.park");
            assertThat(line.actor()).isEqualTo("operator");
            assertThat(line.result()).startsWith("failed: ");
        });
    }
}
