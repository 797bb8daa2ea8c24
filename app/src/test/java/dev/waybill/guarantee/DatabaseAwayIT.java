package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console is wanted most when something is down: the database of product jobs does not keep it from starting. */
final class DatabaseAwayIT {
    private static final Pattern CONSOLE = Pattern.compile("console at (http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theServerStartsAndSaysWhatItCannotShow() throws Exception {
        Map<String, String> environment =
                Map.of("WAYBILL_JOBS_URL", "postgresql://me@127.0.0.1:1/cube", "XDG_STATE_HOME", folder.toString());
        try (var server = Child.start(folder, List.of("server", "--port", "0"), environment)) {
            await().atMost(ofMinutes(2))
                    .until(() -> server.output().contains("nobody has to log in") || !server.isAlive());
            var console = CONSOLE.matcher(server.output());
            assertThat(console.find()).as(server.output()).isTrue();
            assertThat(server.output()).contains("127.0.0.1:1", "product jobs are served once it answers");

            assertThat(get(console.group(1) + "/").statusCode()).isEqualTo(200);
            var jobs = get(console.group(1) + "/jobs/v1/processes");
            assertThat(jobs.statusCode()).as(jobs.body()).isEqualTo(503);
            assertThat(jobs.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static HttpResponse<String> get(String uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    }
}
