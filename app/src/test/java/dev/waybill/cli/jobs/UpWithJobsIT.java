package dev.waybill.cli.jobs;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/waybill up} with PostgreSQL and jobs, and commands that find it by themselves. */
class UpWithJobsIT {
    private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void commandsFindTheDatabaseAndItsProductsBecomeJobs() throws Exception {
        Path ready = folder.resolve("ready.json");
        var builder = new ProcessBuilder(
                        BIN.resolve("waybill").toString(),
                        "up",
                        "--only",
                        "postgres,jobs",
                        "--port",
                        "postgres=0",
                        "--port",
                        "jobs=0",
                        "--ready-file",
                        ready.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("up.out").toFile())
                .redirectError(folder.resolve("up.err").toFile());
        builder.environment().put("HOME", folder.toString());
        Process up = builder.start();
        try {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(ready) || !up.isAlive());
            String api = JsonMapper.shared()
                    .readTree(Files.readString(ready))
                    .path("jobs")
                    .asString();

            assertThat(jobs("processor", "create", "maps", "--product", "nmd_land_cover")
                            .exit())
                    .isZero();

            await().atMost(ofMinutes(2))
                    .until(() -> get(api + "/summary").path("ready").asLong() == 100);
            assertThat(jobs("worker", "--processor", "maps", "--drain", "--concurrency", "4", "--", "true")
                            .exit())
                    .isZero();
            assertThat(get(api + "/summary").path("finished").asLong()).isEqualTo(100);

            up.destroy();
            assertThat(up.waitFor(120, SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(143);
            assertThat(jobs("status").err()).contains("none is named");
        } finally {
            up.destroyForcibly();
        }
    }

    private CommandRun jobs(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "jobs";
        System.arraycopy(words, 0, all, 1, words.length);
        return CommandRun.with(Map.of("HOME", folder.toString(), "PATH", System.getenv("PATH")), all);
    }

    private static JsonNode get(String uri) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(uri)).build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .get(0);
    }
}
