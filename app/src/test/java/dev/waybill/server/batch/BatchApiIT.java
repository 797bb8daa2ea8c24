package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.block.Block;
import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.upload.Keeping;
import dev.waybill.batch.upload.SpoolInUseException;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.server.access.Doors;
import dev.waybill.server.http.DoorSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real broker; nobody works, and there is no ClickHouse. */
class BatchApiIT {
    private static final String SCHEMA =
            "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";
    private static final String ROWS = "event_id,timestamp,amount\n1,1716045542,12.5\n2,1716045543,8.0\n";
    private static final long LARGEST = 100_000;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker broker;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private BatchApi api;

    @SuppressWarnings("NullAway.Init")
    private Http http;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() throws IOException {
        api = api(folder.resolve("spool"));
        http = new Http(api.uri());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static BatchApi api(Path spool) throws IOException {
        return api(spool, Keeping.USUAL);
    }

    private static BatchApi api(Path spool, Keeping keeping) throws IOException {
        var clickHouse = new ClickHouse(ClickHouseSettings.of(URI.create("http://127.0.0.1:1")));
        var settings = new ApiSettings(DoorSettings.at("127.0.0.1", 0), spool, LARGEST, keeping);
        return BatchApi.start(settings, Doors.open(spool.resolveSibling("state")), kafka(), clickHouse);
    }

    private static Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @Test
    void aModelIsMadeShownChangedAndRemoved() {
        var created = http.send("POST", "/models", body("purchases", SCHEMA));
        String id = created.text("id");
        assertThat(created.status()).isEqualTo(201);
        assertThat(id).matches("[0-9a-f]{8}");
        assertThat(created.body())
                .startsWith(
                        "{\"id\":\"" + id + "\",\"name\":\"purchases\",\"schema\":\"{\\\"event_id\\\": \\\"String\\\"");
        assertThat(http.get("/models/" + id).body()).isEqualTo(created.body());
        assertThat(http.get("/models?name=purchases").body()).contains(id);

        var updated = http.send("PUT", "/models/" + id, "{\"schema\":\"{\\\"a\\\":\\\"Int8\\\"}\"}");
        assertThat(updated.status()).as("no job has used it").isEqualTo(200);
        assertThat(updated.json().path("version").asInt(0)).isEqualTo(2);

        assertThat(http.send("DELETE", "/models/" + id, "").status()).isEqualTo(204);
        assertThat(http.get("/models/" + id).status()).isEqualTo(404);
        assertThat(http.get("/models/" + id).body()).isEqualTo("{\"detail\":\"Model not found\"}");
    }

    @Test
    void aModelThatIsUsedCanOnlyGrow() {
        String model = model();
        http.upload("/jobs?model_id=" + model, "a.csv", ROWS);

        var narrowed = http.send("PUT", "/models/" + model, "{\"schema\":\"{\\\"event_id\\\":\\\"Int8\\\"}\"}");
        assertThat(narrowed.status()).isEqualTo(409);
        assertThat(narrowed.text("detail"))
                .contains(
                        "\"event_id\" is String and cannot become Int8",
                        "\"timestamp\" cannot be taken away",
                        "create a new model");

        String grown = SCHEMA.replace("}", ", \"note\": \"Nullable(String)\"}");
        assertThat(http.send("PUT", "/models/" + model, body("purchases", grown))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"schema\":\"[]\"}|400|Schema must be a non-empty JSON object",
                "{\"name\":\"a\",\"schema\":\"not json\"}|400|Schema must be a non-empty JSON object",
                "{\"name\":\"a\",\"schema\":\"{\\\"x\\\":\\\"Strin\\\"}\"}|400|\\\"x\\\"",
                "{\"schema\":\"{}\"}|422|Field required",
                "{\"name\":\"a\"}|422|Field required",
                "{\"name\":7,\"schema\":\"{}\"}|422|valid string",
                "{\"name\":\"  \",\"schema\":\"{}\"}|422|characters",
                "[]|422|JSON object",
                "{|422|JSON object",
            })
    void aModelThatIsNoneIsRefused(String body, int status, String word) {
        var answer = http.send("POST", "/models", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(word);
    }

    @Test
    void anUploadBecomesAJobAndItsBlocks() {
        String model = model();

        var answer = http.upload("/jobs?model_id=" + model, "../../etc/a.csv", ROWS);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).matches("\\{\"job_id\":\"[0-9a-f]{8}\"}");
        String id = answer.text("job_id");
        awaitSealed(id);
        var job = http.get("/jobs/" + id).json();
        assertThat(job.path("state").asString("")).isEqualTo("PENDING");
        assertThat(job.path("model_name").asString("")).isEqualTo("purchases");
        assertThat(job.path("upload").path("file").asString("")).isEqualTo("a.csv");
        assertThat(job.path("upload").path("format").asString("")).isEqualTo("CSV");
        assertThat(job.path("upload").path("bytes").asLong(0)).isEqualTo(ROWS.length());
        assertThat(job.path("blocks").path("rows").asLong(0)).isEqualTo(2);
        assertThat(blocks(id)).singleElement().satisfies(block -> {
            assertThat(block.index()).isZero();
            assertThat(block.rows().header()).containsExactly("event_id", "timestamp", "amount");
            assertThat(new String(block.rows().bytes(), UTF_8)).isEqualTo(ROWS.substring(ROWS.indexOf('\n') + 1));
        });
        assertThat(spooled()).as("what is sent is not kept").isEmpty();
    }

    @Test
    void whatIsKnownSurvivesARestart() throws IOException {
        String model = model();
        String job = http.upload("/jobs?model_id=" + model, "a.csv", ROWS).text("job_id");
        awaitSealed(job);
        var before = http.get("/jobs/" + job).json().path("upload");

        api.close();
        api = api(folder.resolve("other spool"));
        http = new Http(api.uri());

        assertThat(http.get("/models/" + model).status()).isEqualTo(200);
        assertThat(http.get("/jobs/" + job).json().path("upload")).isEqualTo(before);
    }

    @Test
    void oneKeyHasOneJob() {
        String path = "/jobs?model_id=" + model();
        String key = "key " + System.nanoTime();
        String first = http.upload(path, "a.csv", ROWS, "Idempotency-Key", key).text("job_id");

        var again = http.upload(path, "b.csv", ROWS, "Idempotency-Key", key);
        var other = http.upload(path, "a.csv", ROWS + "3,1,1\n", "Idempotency-Key", key);
        var without = http.upload(path, "a.csv", ROWS);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("job_id")).isEqualTo(first);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("detail")).contains(first);
        assertThat(without.text("job_id")).isNotEqualTo(first);
    }

    @Test
    void aJobThatIsOverForLongIsForgottenAndItsIdIsNobodysAgain() throws IOException {
        String path = "/jobs?model_id=" + model();
        String key = "key " + System.nanoTime();
        String empty = ROWS.substring(0, ROWS.indexOf('\n') + 1);
        String over = http.upload(path, "a.csv", empty, "Idempotency-Key", key).text("job_id");
        String pending = http.upload(path, "a.csv", ROWS).text("job_id");
        await().until(() -> http.get("/jobs/" + over).text("state"), "SUCCESS"::equals);

        api.close();
        api = api(folder.resolve("spool"), new Keeping(Duration.ofDays(1), Optional.of(Duration.ZERO)));
        http = new Http(api.uri());
        await().until(() -> http.get("/jobs/" + over).status(), Integer.valueOf(404)::equals);

        assertThat(http.get("/jobs/" + pending).status()).isEqualTo(200);
        var again = http.upload(path, "a.csv", ROWS, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("job_id")).isNotEqualTo(over);
    }

    @Test
    void whatCannotBeAJobIsRefusedAndLeavesNothing() {
        String model = model();

        assertThat(http.upload("/jobs?model_id=00000000", "a.csv", ROWS).body())
                .isEqualTo("{\"detail\":\"Model not found\"}");
        var missing = http.upload("/jobs", "a.csv", ROWS);
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.body())
                .isEqualTo(
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"query\",\"model_id\"],\"msg\":\"Field required\",\"input\":null}]}");
        assertThat(http.upload("/jobs?model_id=" + model, "a.csv", "").status()).isEqualTo(400);
        assertThat(http.upload("/jobs?model_id=" + model, "a.csv", "PK\u0003\u0004")
                        .text("detail"))
                .contains("ZIP");
        var large = http.upload("/jobs?model_id=" + model, "a.csv", ROWS + "9".repeat((int) LARGEST));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("detail")).isEqualTo("File exceeds 100000B limit");
        assertThat(http.send("POST", "/jobs?model_id=" + model, ROWS, "Content-Type", "text/csv")
                        .status())
                .isEqualTo(422);
        assertThat(http.send(
                                "POST",
                                "/jobs?model_id=" + model,
                                "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf",
                                "Content-Type",
                                "multipart/form-data; boundary=x")
                        .status())
                .isEqualTo(400);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void aDryRunStoresNothing() {
        String model = model();

        var report = http.upload("/jobs?dry_run=true&model_id=" + model, "a.csv", ROWS + "3,,x\n");

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().path("totals").path("rows").asLong(0)).isEqualTo(3);
        assertThat(report.json().path("totals").path("errors").asLong(0)).isEqualTo(1);
        assertThat(report.json().path("rejected").get(0).path("message").asString(""))
                .isEqualTo("The required column 'timestamp' is missing");
        assertThat(http.get("/jobs?model_id=" + model).body()).isEqualTo("[]");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void jobsAreListedInParts() {
        String model = model();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(http.upload("/jobs?model_id=" + model, "a.csv", ROWS).text("job_id"));
        }

        var first = http.get("/jobs?limit=2&model_id=" + model);
        assertThat(idsOf(first)).containsExactly(ids.get(0), ids.get(1));
        assertThat(first.all().headers().firstValue("X-Next-After")).contains(ids.get(1));
        var last = http.get("/jobs?limit=9&model_id=" + model + "&after=" + ids.get(1));
        assertThat(idsOf(last)).containsExactlyElementsOf(ids.subList(2, 5));
        assertThat(last.all().headers().firstValue("X-Next-After")).isEmpty();
        assertThat(http.get("/jobs?state=success&model_id=" + model).body()).isEqualTo("[]");
        assertThat(http.get("/jobs?state=DONE").status()).isEqualTo(422);
        assertThat(http.get("/jobs?limit=0").status()).isEqualTo(422);
        assertThat(http.get("/jobs?after=nothing").status()).isEqualTo(422);
    }

    @Test
    void aJobIsCancelledOnceAndSaysWhatIsStored() {
        String job = http.upload("/jobs?model_id=" + model(), "a.csv", ROWS).text("job_id");

        var cancelled = http.send("DELETE", "/jobs/" + job, "");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.body())
                .isEqualTo("{\"detail\":\"job " + job + " cancelled\",\"stored_rows\":0,\"remove\":false}");
        assertThat(http.get("/jobs/" + job).text("state")).isEqualTo("CANCELLED");
        assertThat(http.send("DELETE", "/jobs/" + job, "").status()).isEqualTo(202);
        assertThat(http.send("DELETE", "/jobs/00000000", "").body()).isEqualTo("{\"detail\":\"Job not found\"}");
    }

    @Test
    void aJobWithoutRowsIsOverAtOnceAndCannotBeCancelled() {
        String job = http.upload("/jobs?model_id=" + model(), "a.csv", "event_id,timestamp,amount\n")
                .text("job_id");
        await().atMost(ofSeconds(30)).until(() -> http.get("/jobs/" + job).text("state"), "SUCCESS"::equals);

        var answer = http.send("DELETE", "/jobs/" + job, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("detail")).isEqualTo("job " + job + " is over: SUCCESS, 0 rows are stored");
        assertThat(http.get("/jobs/" + job + "/rejected").body())
                .isEqualTo("ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE\n");
    }

    @Test
    void anUploadGoesOnWhereItBrokeOff() throws IOException {
        String model = model();
        String name = Base64.getEncoder().encodeToString("big.csv".getBytes(UTF_8));
        String[] tus = {"Tus-Resumable", "1.0.0"};
        var created = http.send(
                "POST",
                "/uploads",
                "",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                "" + ROWS.length(),
                "Upload-Metadata",
                "filename " + name);
        assertThat(created.status()).isEqualTo(201);
        String place = created.all().headers().firstValue("Location").orElseThrow();

        assertThat(patch(place, 0, ROWS.substring(0, 10)).status()).isEqualTo(204);
        assertThat(patch(place, 5, ROWS.substring(5)).status())
                .as("not where it stands")
                .isEqualTo(409);
        assertThat(http.send("POST", "/jobs?model_id=" + model + "&upload=" + idOf(place), "")
                        .status())
                .isEqualTo(409);

        api.close();
        api = api(folder.resolve("spool"));
        http = new Http(api.uri());
        assertThat(http.send("HEAD", place, "", tus).all().headers().firstValue("Upload-Offset"))
                .contains("10");
        assertThat(patch(place, 10, ROWS.substring(10)).all().headers().firstValue("Upload-Offset"))
                .contains("" + ROWS.length());
        var job = http.send("POST", "/jobs?model_id=" + model + "&upload=" + idOf(place), "");

        assertThat(job.status()).isEqualTo(202);
        awaitSealed(job.text("job_id"));
        assertThat(http.get("/jobs/" + job.text("job_id"))
                        .json()
                        .path("upload")
                        .path("file")
                        .asString(""))
                .isEqualTo("big.csv");
        assertThat(http.send("HEAD", place, "", tus).status()).isEqualTo(404);
        assertThat(http.get("/uploads/../models").status()).isIn(400, 404, 405);
    }

    @Test
    void aResumableUploadTakesNoMoreThanWasSaid() {
        assertThat(http.send("POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", "" + (LARGEST + 1))
                        .status())
                .isEqualTo(413);
        assertThat(http.send("POST", "/uploads", "", "Upload-Length", "3").status())
                .isEqualTo(412);
        String place = http.send("POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", "3")
                .all()
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(patch(place, 0, "four").status()).isEqualTo(413);
        assertThat(http.send(
                                "PATCH",
                                place,
                                "a",
                                "Tus-Resumable",
                                "1.0.0",
                                "Upload-Offset",
                                "0",
                                "Content-Type",
                                "text/csv")
                        .status())
                .isEqualTo(415);
        assertThat(http.send("DELETE", place, "", "Tus-Resumable", "1.0.0").status())
                .isEqualTo(204);
        assertThat(http.send("OPTIONS", "/uploads", "").all().headers().firstValue("Tus-Extension"))
                .contains("creation,expiration,termination");
    }

    @Test
    void errorsAreProblemDetailsForThoseWhoAsk() {
        var answer = http.get("/jobs/nothing", "Accept", "application/problem+json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.all().headers().firstValue("Content-Type"))
                .contains("application/problem+json;charset=utf-8");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"Job not found\"}");
        assertThat(http.get("/nowhere").body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(http.send("PATCH", "/models", "").status()).isEqualTo(405);
    }

    @Test
    void theProcessSaysHowItFares() {
        http.upload("/jobs?model_id=" + model(), "a.csv", ROWS);
        http.upload("/jobs?model_id=" + model(), "a.csv", "");

        assertThat(http.get("/livez").body()).isEqualTo("live\n");
        assertThat(http.get("/readyz").body()).isEqualTo("ready\n");
        assertThat(http.get("/metrics").body())
                .contains(
                        "api_jobs_created_total 1.0",
                        "api_validation_errors_total 1.0",
                        "api_upload_size_bytes_count 2",
                        "api_request_latency_seconds_count{endpoint=\"/jobs\",method=\"POST\",status=\"202\"} 1");
        assertThat(http.get("/docs").body()).contains("<h1>Waybill batch API</h1>");
        var paths = http.get("/openapi.json").json().path("paths");
        assertThat(paths.propertyNames()).contains("/models/{id}", "/jobs/{id}/rejected", "/uploads/{id}");
    }

    @Test
    void noPageOfAnotherMachineCanAsk() {
        assertThat(http.get("/jobs", "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(http.get("/jobs", "Origin", "null").status()).isEqualTo(403);
        assertThat(http.get("/jobs", "Origin", "http://localhost:3000").status())
                .isEqualTo(200);
        assertThat(rawStatus("Host: evil.example")).contains(" 403 ");
        assertThat(rawStatus("Host: localhost:8000")).contains(" 200 ");
    }

    /** As the JDK's client, which sets the host itself, cannot. */
    private String rawStatus(String header) {
        try (var socket = new Socket(api.uri().getHost(), api.uri().getPort())) {
            String request = "GET /livez HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSpoolHasOneProcess() {
        assertThatThrownBy(() -> api(folder.resolve("spool"))).isInstanceOf(SpoolInUseException.class);
    }

    private Http.Answer patch(String place, long offset, String bytes) {
        return http.send(
                "PATCH",
                place,
                bytes,
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                "" + offset,
                "Content-Type",
                "application/offset+octet-stream");
    }

    private static String idOf(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private String model() {
        return http.send("POST", "/models", body("purchases", SCHEMA)).text("id");
    }

    private static String body(String name, String schema) {
        return JsonMapper.shared().writeValueAsString(Map.of("name", name, "schema", schema));
    }

    private void awaitSealed(String job) {
        await().atMost(ofSeconds(30))
                .until(() -> http.get("/jobs/" + job)
                        .json()
                        .path("blocks")
                        .path("all")
                        .isNumber());
    }

    private static List<String> idsOf(Http.Answer list) {
        return StreamSupport.stream(list.json().spliterator(), false)
                .map(job -> job.path("id").asString(""))
                .toList();
    }

    private List<String> spooled() {
        try (var files = Files.list(folder.resolve("spool"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("lock") && !name.equals("owner"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Block> blocks(String job) {
        var properties = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var all = consumer.partitionsFor("batch.blocks").stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            var found = new ArrayList<Block>();
            for (long read = 0; read < end; ) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    read++;
                    found.add(BlockCodec.read(ours(record)));
                }
            }
            return found.stream().filter(block -> block.job().equals(job)).toList();
        }
    }

    private static KafkaRecord ours(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new KafkaRecord(
                record.topic(), record.partition(), record.offset(), 0, record.key(), record.value(), headers, 0);
    }
}
