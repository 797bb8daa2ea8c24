package dev.waybill.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.docs.LocalSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Batch-on-Kafka's README prints, typed from the first line to the last. */
final class BatchSeedIT {
    private static final String PRINTED_STORE = "localhost:8123";
    private static final Pattern CREATED = Pattern.compile("job ([0-9a-f]{8}) created\\.\n");
    private static final Pattern MODEL =
            Pattern.compile("\\{\"id\": \"([0-9a-f]{8})\", \"name\": \"purchases\", \"schema\": \"(.*)\"}\n");
    private static final Pattern JOB_ROW =
            Pattern.compile("([0-9a-f]{8}) purchases +SUCCESS +2 +2 +0 \\[#{17}] 100% +00:\\d\\d +00:\\d\\d");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private String store;

    @Test
    void everyCommandPrintsWhatTheReadmeShows() throws Exception {
        try (var seed = SeedRun.of("batch-on-kafka", folder)) {
            var up =
                    seed.start("docker-compose up --build", LocalSite.options(List.of("kafka", "clickhouse", "batch")));
            var site = LocalSite.ready(seed.shell(), up);
            store = URI.create(site.at("clickhouse")).getAuthority();
            seed.export("export BATCH_API_URL=http://localhost:8000", site.at("batch"));

            String model = aModelIsRegistered(seed);
            validDataIsIngested(seed, model);
            badRowsAreRejected(seed, model);
            theServicesRunWithoutDocker(seed, site, model);

            seed.assertAllWereTyped();
        }
    }

    private String aModelIsRegistered(SeedRun seed) throws Exception {
        write("model.json", "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}\n");

        var created = seed.type("batch model create purchases model.json");

        var model = MODEL.matcher(created.out());
        assertThat(model.matches()).as(created.toString()).isTrue();
        assertThat(model.group(2).replace("\\\"", "\""))
                .isEqualTo("{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}");
        return model.group(1);
    }

    private void validDataIsIngested(SeedRun seed, String model) throws Exception {
        write("data.csv", "event_id,timestamp,amount\n1,1716045542,12.5\n2,1716045543,8.0\n");

        String job = create(seed, "data.csv", model);
        assertThat(seed.shell().run("batch job wait " + job).exit()).isZero();
        var status = seed.type("batch job status <job_id>", "<job_id>", job);
        var rows = seed.type(
                "curl \"http://localhost:8123/?query=SELECT%20*%20FROM%20data_<model_id>\"",
                PRINTED_STORE, store, "<model_id>", model);

        var lines = status.out().lines().toList();
        assertThat(lines.get(0).split(" +"))
                .containsExactly("JOB", "MODEL", "STATE", "TOTAL", "OK", "ERRORS", "PROGRESS", "WAITING", "PROCESSING");
        var row = JOB_ROW.matcher(lines.get(1));
        assertThat(row.matches()).as(status.out()).isTrue();
        assertThat(row.group(1)).isEqualTo(job);
        assertThat(rows.out()).isEqualTo("1\t1716045542\t12.5\n2\t1716045543\t8\n");
    }

    private void badRowsAreRejected(SeedRun seed, String model) throws Exception {
        write("bad.csv", "event_id,timestamp,amount\n1001abcd,,1\n3,1716045544,7\n");

        String job = create(seed, "bad.csv", model);
        assertThat(seed.shell().run("batch job wait " + job).exit()).isEqualTo(3);
        var rejected = seed.type("batch job rejected <job_id>", "<job_id>", job);
        var stored = seed.type(
                "curl \"http://localhost:8123/?query=SELECT%20*%20FROM%20rejected_rows%20WHERE%20job_id='<job_id>'\"",
                PRINTED_STORE, store, "<job_id>", job);

        assertThat(rejected.out()).isEqualTo("""
                ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE
                1,1001abcd,timestamp,TIMESTAMP,MISSING_COLUMN,,"The required column 'timestamp' is missing"
                """);
        assertThat(stored.out().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.split("\t"))
                        .containsSubsequence(job, "1001abcd", "timestamp", "MISSING_COLUMN"));
    }

    private void theServicesRunWithoutDocker(SeedRun seed, LocalSite site, String model) throws Exception {
        int api = freePort();
        int metrics = freePort();
        seed.export("export BATCH_API_URL=http://localhost:8000", "http://localhost:" + api);
        seed.export("export KAFKA_BOOTSTRAP=localhost:9092", site.at("kafka"));
        seed.export("export CLICKHOUSE_HOST=localhost", "localhost");
        seed.export(
                "export CLICKHOUSE_PORT=8123",
                "" + URI.create(site.at("clickhouse")).getPort());
        seed.export("export METRICS_PORT=9090", "" + metrics);

        var worker = seed.start("python -m batch.worker", "");
        var service = seed.start("uvicorn batch.api:app --reload", " --port " + api);
        service.await(() -> seed.shell()
                        .run("curl -fsS http://localhost:" + api + "/readyz")
                        .exit()
                == 0);
        worker.await(() -> seed.shell()
                        .run("curl -fsS http://localhost:" + metrics + "/metrics")
                        .exit()
                == 0);
        String job = create(seed, "data.csv", model);
        assertThat(seed.shell().run("batch job wait " + job).exit()).isZero();

        assertThat(seed.shell()
                        .run("curl -fsS http://localhost:" + metrics + "/metrics")
                        .out())
                .contains("worker_rows_total", "worker_rows_rejected_total");
        assertThat(seed.shell()
                        .run("curl -fsS http://localhost:" + api + "/metrics")
                        .out())
                .contains("api_jobs_created_total");
        assertThat(service.end()).isEqualTo(143);
        assertThat(worker.end()).isEqualTo(143);
    }

    private static String create(SeedRun seed, String file, String model) throws Exception {
        var run = seed.type("batch job create <model_id> " + file, "<model_id>", model);
        var created = CREATED.matcher(run.out());
        assertThat(created.matches()).as(run.toString()).isTrue();
        return created.group(1);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
