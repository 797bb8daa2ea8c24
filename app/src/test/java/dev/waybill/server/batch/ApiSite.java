package dev.waybill.server.batch;

import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.upload.Keeping;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.server.access.Doors;
import dev.waybill.server.http.DoorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.json.JsonMapper;

/** A real broker for all tests of a class, and the API over it, anew for each; nobody works, and there is no ClickHouse. */
final class ApiSite implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final String SCHEMA = "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";
    static final String ROWS = "event_id,timestamp,amount\n1,1716045542,12.5\n2,1716045543,8.0\n";
    static final long LARGEST = 100_000;
    static final long LARGEST_UNPACKED = 200_000;

    @SuppressWarnings("NullAway.Init")
    private KafkaBroker broker;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private BatchApi api;

    @SuppressWarnings("NullAway.Init")
    private Http http;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        broker.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("waybill-api-");
        listen("spool", Keeping.USUAL);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        api.close();
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void listen(String spool, Keeping keeping) throws IOException {
        api = open(spool, keeping);
        http = new Http(api.uri());
    }

    private BatchApi open(String spool, Keeping keeping) throws IOException {
        var clickHouse = new ClickHouse(ClickHouseSettings.of(URI.create("http://127.0.0.1:1")));
        var settings = new ApiSettings(
                DoorSettings.at("127.0.0.1", 0),
                folder.resolve(spool),
                new UploadLimits(LARGEST, LARGEST_UNPACKED),
                keeping);
        return BatchApi.start(settings, Doors.open(folder.resolve("state")), kafka(), clickHouse);
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    Http http() {
        return http;
    }

    URI uri() {
        return api.uri();
    }

    /** Another process on the same spool. */
    BatchApi startBeside() throws IOException {
        return open("spool", Keeping.USUAL);
    }

    void restart(Keeping keeping) throws IOException {
        api.close();
        listen("spool", keeping);
    }

    void restartElsewhere() throws IOException {
        api.close();
        listen("other spool", Keeping.USUAL);
    }

    /** The id of a new model. */
    String model() {
        return http.send("POST", "/models", body("purchases", SCHEMA)).text("id");
    }

    static String body(String name, String schema) {
        return JsonMapper.shared().writeValueAsString(Map.of("name", name, "schema", schema));
    }

    void awaitSealed(String job) {
        await().atMost(ofMinutes(2))
                .until(() -> http.get("/jobs/" + job)
                        .json()
                        .path("blocks")
                        .path("all")
                        .isNumber());
    }

    /** Files of uploads. */
    List<String> spooled() {
        try (var files = Files.list(folder.resolve("spool"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("lock") && !name.equals("owner"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
