package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.kafka.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A broker and a ClickHouse of a test, and what a person does with them. */
final class BatchSite implements AutoCloseable {
    static final String SCHEMA = "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";

    private final Path folder;
    private final KafkaBroker broker;
    private final ClickHouseService clickHouse;

    private BatchSite(Path folder, KafkaBroker broker, ClickHouseService clickHouse) {
        this.folder = folder;
        this.broker = broker;
        this.clickHouse = clickHouse;
    }

    static BatchSite start(Path folder) throws IOException {
        return new BatchSite(folder, KafkaBroker.start(KafkaBroker.Settings.TEMPORARY), ClickHouseService.start());
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    ClickHouseService clickHouse() {
        return clickHouse;
    }

    CommandRun batch(URI api, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "batch";
        System.arraycopy(words, 0, all, 1, words.length);
        return CommandRun.with(Map.of("BATCH_API_URL", api.toString()), all);
    }

    /** The id of a new model. */
    String model(URI api, String name) throws IOException {
        Path schema = Files.writeString(folder.resolve(name + ".json"), SCHEMA);
        var run = batch(api, "model", "create", name, schema.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out().substring(8, 16);
    }

    /** The id of a new job. */
    String job(URI api, String model, Path file) {
        var run = batch(api, "job", "create", model, file.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out().substring(4, 12);
    }

    JsonNode status(URI api, String job) {
        var run = batch(api, "job", "status", job, "-o", "json");
        assertThat(run.exit()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    String query(String sql) throws IOException, InterruptedException {
        var uri = URI.create(clickHouse.uri() + "/?query=" + URLEncoder.encode(sql, UTF_8));
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().strip();
    }

    /** Every good row is there once, every bad one is named once. */
    void assertExact(String model, String job, Rows rows) throws IOException, InterruptedException {
        String ours = " FROM data_" + model + " WHERE event_id LIKE '" + rows.name() + "-%'";
        assertThat(query("SELECT count()" + ours)).as("%s in the table", rows).isEqualTo("" + rows.good());
        assertThat(query("SELECT count(DISTINCT event_id)" + ours)).isEqualTo("" + rows.good());
        assertThat(query("SELECT count() FROM rejected_rows WHERE job_id = '" + job + "'"))
                .as("%s rejected", rows)
                .isEqualTo("" + rows.bad());
    }

    @Override
    public void close() {
        clickHouse.close();
        broker.close();
    }
}
