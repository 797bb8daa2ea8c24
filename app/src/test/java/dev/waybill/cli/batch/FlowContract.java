package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.server.access.Doors;
import dev.waybill.server.http.DoorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the seed document types, and what it prints, whatever answers for ClickHouse. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FlowContract {
    private static final String SCHEMA =
            "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    protected static Path folder;

    @SuppressWarnings("NullAway.Init")
    private KafkaBroker broker;

    @SuppressWarnings("NullAway.Init")
    private URI clickHouse;

    @SuppressWarnings("NullAway.Init")
    private BatchServices batch;

    /** Starts what answers for ClickHouse, and says where it listens; gives the tests up where it cannot be had. */
    protected abstract URI open() throws Exception;

    /** Ends it, if it was started. */
    protected abstract void end() throws Exception;

    /** What {@code SELECT *} shows behind the columns of the model. */
    protected String behind(String job) {
        return "";
    }

    @BeforeAll
    void start() throws Exception {
        clickHouse = open();
        broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
        batch = BatchServices.start(
                broker.bootstrapServers(),
                clickHouse,
                DoorSettings.at("127.0.0.1", 0),
                Doors.open(folder),
                folder.resolve("batch"));
    }

    @AfterAll
    void stop() throws Exception {
        if (batch != null) {
            batch.close();
            broker.close();
        }
        end();
    }

    @Test
    void aGoodFileIsStoredAndShown() throws Exception {
        String model = model("purchases");
        String job = create(model, "data.csv", "event_id,timestamp,amount\n1,1716045542,12.5\n2,1716045543,8.0\n");

        assertThat(batch("job", "wait", job).exit()).isZero();
        var status = batch("job", "status", job);
        var rows = curl("SELECT * FROM data_" + model);

        assertThat(status.out().lines().findFirst())
                .contains(
                        "JOB      MODEL       STATE           TOTAL   OK      ERRORS  PROGRESS      WAITING  PROCESSING");
        assertThat(status.out().lines().skip(1))
                .singleElement()
                .asString()
                .matches(
                        job
                                + " purchases   SUCCESS               2       2       0 \\[#{17}\\] 100%   00:0\\d        00:0\\d");
        assertThat(rows).isEqualTo("1\t1716045542\t12.5" + behind(job) + "\n2\t1716045543\t8" + behind(job) + "\n");
    }

    @Test
    void badRowsAreNamedAndMended() throws Exception {
        String model = model("repaired");
        String job =
                create(model, "bad.csv", "event_id,timestamp,amount\n1001abcd,,1\n3,1716045544,7\n4,bad,\n5,1,=1+1\n");

        var waited = batch("job", "wait", job);
        var rejected = batch("job", "rejected", job);
        var stored = curl("SELECT row, event_id, column, error FROM rejected_rows WHERE job_id='" + job
                + "' ORDER BY row, column");

        assertThat(waited.exit()).isEqualTo(3);
        assertThat(waited.out()).contains("PARTIAL_SUCCESS");
        assertThat(rejected.out())
                .startsWith("""
                        ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE
                        1,1001abcd,timestamp,TIMESTAMP,MISSING_COLUMN,,"The required column 'timestamp' is missing"
                        3,4,timestamp,TIMESTAMP,""")
                .contains("\n3,4,amount,Float64,MISSING_COLUMN,,", "\n4,5,amount,Float64,")
                .contains(",'=1+1,");
        assertThat(stored.lines().count()).isEqualTo(4);
        assertThat(stored).startsWith("1\t1001abcd\ttimestamp\tMISSING_COLUMN\n");
        assertThat(curl("SELECT * FROM data_" + model)).isEqualTo("3\t1716045544\t7" + behind(job) + "\n");

        var json = batch("job", "rejected", job, "-o", "json");
        assertThat(json.out()).contains("\"line\":2", "\"original\":\"1001abcd,,1\"");

        String fixed = file("fixed.csv", "event_id,timestamp,amount\n1001abcd,9,1\n4,9,2\n5,1,3\n")
                .toString();
        var retried = batch("job", "retry", job, "--file", fixed, "--wait");
        assertThat(retried.exit()).isZero();
        assertThat(curl("SELECT count() FROM data_" + model)).isEqualTo("4\n");
        assertThat(batch("job", "status", job, "-o", "json").out()).contains("\"repaired\" : 3");
    }

    @Test
    void aFileWithoutAGoodRowFails() throws Exception {
        String job = create(model("nothing"), "bad.csv", "event_id,timestamp,amount\na,x,y\nb,x,y\n");

        var waited = batch("job", "wait", job);

        assertThat(waited.exit()).isEqualTo(4);
        assertThat(waited.out()).contains("FAILED                2       0       2 [XXXXXXXXXXXXXXXXX]   0%");
    }

    @Test
    void aJobThatIsOverCannotBeCancelled() throws Exception {
        String job = create(model("over"), "data.csv", "event_id,timestamp,amount\n1,2,3\n");
        assertThat(batch("job", "wait", job).exit()).isZero();

        var cancelled = batch("job", "cancel", job);

        assertThat(cancelled.exit()).isEqualTo(6);
        assertThat(cancelled.err()).contains("is over: SUCCESS, 1 rows are stored");
    }

    @Test
    void modelsAreKnownByIdAndByName() throws Exception {
        String id = model("known");

        assertThat(batch("model", "describe", "known").out())
                .isEqualTo(batch("model", "describe", id).out());
        assertThat(batch("model", "list").out()).startsWith("[{\"id\": \"").contains("\"name\": \"known\"");
        assertThat(batch("model", "delete", id).out()).isEqualTo("204\n");
        assertThat(batch("model", "describe", "known").exit()).isEqualTo(5);
    }

    @Test
    void aGrownModelTakesMoreColumns() throws Exception {
        String model = model("grown");
        create(model, "data.csv", "event_id,timestamp,amount\n1,2,3\n", "--wait");
        String wider = file("wider.json", SCHEMA.replace("}", ", \"note\": \"Nullable(String)\"}"))
                .toString();

        assertThat(batch("model", "update", "grown", wider).exit()).isZero();
        create(model, "data.csv", "event_id,timestamp,amount,note\n2,2,3,x\n", "--wait");

        assertThat(curl("SELECT event_id, note FROM data_" + model + " ORDER BY event_id"))
                .isEqualTo("1\t\\N\n2\tx\n");
    }

    @Test
    void tooManyRejectsEndAJob() throws Exception {
        String path =
                file("bad.csv", "event_id,timestamp,amount\na,x,1\nb,2,2\n").toString();

        var run = batch("job", "create", model("strict"), path, "--wait", "--max-rejects", "0");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("more rejected rows than the limit of 0");
    }

    protected final String model(String name) throws IOException {
        String schema = file("model.json", SCHEMA).toString();
        var run = batch("model", "create", name, schema);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .matches("\\{\"id\": \"[0-9a-f]{8}\", \"name\": \"" + name
                        + "\", \"schema\": \"\\{\\\\\"event_id\\\\\": \\\\\"String\\\\\", \\\\\"timestamp\\\\\": \\\\\"UInt32\\\\\","
                        + " \\\\\"amount\\\\\": \\\\\"Float64\\\\\"}\"}\n");
        return run.out().substring(8, 16);
    }

    /** The id of a new job. */
    protected final String create(String model, Path file) {
        var run = batch("job", "create", model, file.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out().substring(4, 12);
    }

    private String create(String model, String name, String content, String... more) throws IOException {
        String[] words = new String[4 + more.length];
        words[0] = "job";
        words[1] = "create";
        words[2] = model;
        words[3] = file(name, content).toString();
        System.arraycopy(more, 0, words, 4, more.length);
        var run = batch(words);
        assertThat(run.out().lines().findFirst().orElse(run.err())).matches("job [0-9a-f]{8} created\\.");
        return run.out().substring(4, 12);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    protected final CommandRun batch(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "batch";
        System.arraycopy(words, 0, all, 1, words.length);
        return CommandRun.with(Map.of("BATCH_API_URL", batch.uri().toString()), all);
    }

    protected final String curl(String query) throws IOException, InterruptedException {
        var uri = URI.create(clickHouse + "/?query=" + URLEncoder.encode(query, UTF_8));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
