package dev.waybill.bench.batch;

import dev.waybill.bench.trial.ProcessEnd;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code bin/waybill up} with the API, a worker and a ClickHouse, as a user starts it; and two clients that know nothing of
 * Waybill. Used by one thread.
 */
public final class Warehouse implements AutoCloseable {
    private static final int LOOK_MILLIS = 20; // asking takes processor time from what is measured
    private static final int LONGEST_END_SECONDS = 30;
    private static final int ROWS_AT_ONCE = 100_000;
    private static final String BOUNDARY = "waybill-bench";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final URI api;
    private final URI clickHouse;

    private Warehouse(Process process, JsonNode endpoints) {
        this.process = process;
        this.api = URI.create(endpoints.path("batch").asString());
        this.clickHouse = URI.create(endpoints.path("clickhouse").asString());
    }

    /**
     * Returns when all of it answers.
     *
     * @param engine {@code stand-in} or {@code chdb}
     * @param folder for data and for what it says
     */
    public static Warehouse open(String engine, Path folder, Duration longest)
            throws IOException, InterruptedException {
        Path ready = folder.resolve("ready.json");
        Path output = folder.resolve("output.txt");
        var command = List.of(
                Path.of("bin", "waybill").toString(),
                "up",
                "--only",
                "kafka,clickhouse,batch",
                "--clickhouse",
                engine,
                "--port",
                "kafka=0",
                "--port",
                "clickhouse=0",
                "--port",
                "batch=0",
                "--data-dir",
                folder.resolve("data").toString(),
                "--ready-file",
                ready.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long deadline = System.nanoTime() + longest.toNanos();
        while (Files.notExists(ready)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("waybill up does not answer; it wrote:\n" + Files.readString(output));
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return new Warehouse(process, JsonMapper.shared().readTree(Files.readAllBytes(ready)));
    }

    /** A new model of these rows; returns its id. */
    public String model(String name) throws IOException, InterruptedException {
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("name", name)
                .put("schema", Purchases.SCHEMA)
                .toString();
        return json(post(api.resolve("/models"), "application/json", BodyPublishers.ofString(body)))
                .path("id")
                .asString();
    }

    /** Sends the file to the API, and returns when its job is over and all rows of the file are stored. */
    public void load(String model, Path file, int rows) throws IOException, InterruptedException {
        var body = BodyPublishers.concat(
                BodyPublishers.ofString("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.getFileName()
                        + "\"\r\nContent-Type: text/csv\r\n\r\n"),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        String job = json(post(
                        api.resolve("/jobs?model_id=" + model), "multipart/form-data; boundary=" + BOUNDARY, body))
                .path("job_id")
                .asString();
        String state = "";
        while (!state.equals("SUCCESS")) {
            Thread.sleep(LOOK_MILLIS);
            var shown = json(
                    body(HttpRequest.newBuilder(api.resolve("/jobs/" + job)).build()));
            state = shown.path("state").asString();
            boolean isWrong = state.equals("FAILED") || state.equals("PARTIAL_SUCCESS");
            if (isWrong
                    || (state.equals("SUCCESS")
                            && shown.path("totals").path("ok").asInt() != rows)) {
                throw new IOException("expected " + rows + " rows to be stored, got " + shown);
            }
        }
    }

    /** The same rows by a client that encodes them on its way: 100,000 in a request, one after the other. */
    public void insertPlainly(Purchases rows, String table) throws IOException, InterruptedException {
        create(table);
        for (int from = 0; from < rows.count(); from += ROWS_AT_ONCE) {
            byte[] block = rows.rowBinary(from, Math.min(rows.count(), from + ROWS_AT_ONCE));
            query("INSERT INTO " + table + " FORMAT RowBinary", BodyPublishers.ofByteArray(block));
        }
        expect(table, rows.count());
    }

    /** The file itself in one request of curl. */
    public void insertByCurl(Path file, int rows, String table) throws IOException, InterruptedException {
        create(table);
        String uri = uri("INSERT INTO " + table + " FORMAT CSVWithNames").toString();
        var curl = new ProcessBuilder("curl", "-sS", "--fail-with-body", "--data-binary", "@" + file, uri)
                .inheritIO()
                .start();
        if (curl.waitFor() != 0) {
            throw new IOException("curl ended with " + curl.exitValue());
        }
        expect(table, rows);
    }

    private void create(String table) throws IOException, InterruptedException {
        query(
                "CREATE TABLE " + table + " (" + Purchases.COLUMNS + ") ENGINE = MergeTree ORDER BY event_id",
                BodyPublishers.noBody());
    }

    /** Rows in a table. */
    public void expect(String table, int rows) throws IOException, InterruptedException {
        int there = Integer.parseInt(
                query("SELECT count() FROM " + table, BodyPublishers.noBody()).strip());
        if (there != rows) {
            throw new IOException("expected " + rows + " rows in " + table + ", got " + there);
        }
    }

    public void drop(String table) throws IOException, InterruptedException {
        query("DROP TABLE " + table, BodyPublishers.noBody());
    }

    private String query(String sql, BodyPublisher body) throws IOException, InterruptedException {
        return post(uri(sql), "application/octet-stream", body);
    }

    private URI uri(String sql) {
        return clickHouse.resolve(
                "/?async_insert=0&wait_end_of_query=1&query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    }

    private String post(URI uri, String type, BodyPublisher body) throws IOException, InterruptedException {
        return body(HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .POST(body)
                .build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        ProcessEnd.inGoodOrder(process, LONGEST_END_SECONDS);
    }
}
