package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/waybill up} and {@code bin/batch}, as the quick start has them. */
class UpWithBatchIT {
    private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();
    private static final Path SAMPLES =
            Path.of("..", "examples", "data", "batch").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theQuickStartRunsAsPrinted() throws Exception {
        Path ready = folder.resolve("ready.json");
        Process up = new ProcessBuilder(
                        BIN.resolve("waybill").toString(),
                        "up",
                        "--only",
                        "kafka,clickhouse,batch",
                        "--port",
                        "kafka=0",
                        "--port",
                        "clickhouse=0",
                        "--port",
                        "batch=0",
                        "--ready-file",
                        ready.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("up.out").toFile())
                .redirectError(folder.resolve("up.err").toFile())
                .start();
        try {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(ready));
            JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(ready));
            String api = endpoints.path("batch").asString("");
            String clickHouse = endpoints.path("clickhouse").asString("");

            String model = batch(
                            api,
                            "model",
                            "create",
                            "purchases",
                            SAMPLES.resolve("model.json").toString())
                    .out()
                    .substring(8, 16);
            var good = batch(
                    api, "job", "create", model, SAMPLES.resolve("data.csv").toString(), "--wait");
            var bad = batch(
                    api,
                    "job",
                    "create",
                    "purchases",
                    SAMPLES.resolve("bad.csv").toString(),
                    "--wait");
            var rejected = batch(api, "job", "rejected", bad.out().substring(4, 12));

            assertThat(good.exit()).as(good.err()).isZero();
            assertThat(bad.exit()).as(bad.err()).isEqualTo(3);
            assertThat(rejected.out()).startsWith("""
                            ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE
                            1,1001abcd,timestamp,TIMESTAMP,MISSING_COLUMN,,"The required column 'timestamp' is missing"
                            """);
            assertThat(curl(clickHouse, "SELECT * FROM data_" + model))
                    .isEqualTo("1\t1716045542\t12.5\n2\t1716045543\t8\n3\t1716045544\t7.5\n");
            assertThat(Files.readString(folder.resolve("up.out"))).contains("batch      " + api);

            up.destroy();
            assertThat(up.waitFor(120, SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(143);
            assertThat(Files.readString(folder.resolve("up.err"))).doesNotContain("error");
        } finally {
            up.destroyForcibly();
        }
    }

    private CommandRun batch(String api, String... words) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        String[] command = new String[words.length + 1];
        command[0] = BIN.resolve("batch").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("BATCH_API_URL", api);
        int exit = builder.start().waitFor();
        return new CommandRun(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static String curl(String clickHouse, String query) throws IOException, InterruptedException {
        var uri = URI.create(clickHouse + "/?query=" + URLEncoder.encode(query, UTF_8));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
