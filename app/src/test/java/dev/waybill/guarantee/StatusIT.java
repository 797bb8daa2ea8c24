package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill status}: a line for each that runs here, and for each that is named. */
final class StatusIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aRunThatIsHeldUpIsALineThatSaysSo() throws Exception {
        try (var site = new Site(folder, 1)) {
            site.send(Events.post(Events.datasetId("tas", 1), 1));
            try (var worker =
                    Child.start(folder, List.of("pid", "-c", site.config().toString(), "consume"), environment())) {
                await().atMost(ofMinutes(2)).until(site::isAllCommitted);
                assertThat(line(status("-o", "json"), "pipeline").path("state").asString())
                        .isIn("idle", "moving");

                site.faults(Faults.isDown());
                site.send(Events.post(Events.datasetId("tas", 2), 1));
                site.send(Events.post(Events.datasetId("tas", 3), 1));
                await().atMost(ofMinutes(2))
                        .until(
                                () -> line(status("-o", "json"), "pipeline")
                                        .path("state")
                                        .asString(),
                                "waiting_for_sink"::equals);

                JsonNode line = line(status("-o", "json"), "pipeline");
                assertThat(line.path("name").asString()).isEqualTo("pid");
                assertThat(line.path("unfinished").asLong()).isEqualTo(2);
                assertThat(line.path("delivered_per_s").asDouble()).isZero();
                assertThat(line.path("blocked_since").asString()).startsWith("20");
                assertThat(line.path("breaker").asString()).isIn("open", "half_open", "closed");
                assertThat(status().out()).contains("WHAT", "waiting_for_sink");

                JsonNode group = line(
                        status("--group", site.group(), "--bootstrap-server", site.broker.servers(), "-o", "json"),
                        "group");
                assertThat(group.path("name").asString()).isEqualTo(site.group());
                assertThat(group.path("unfinished").asLong()).isEqualTo(2);
                worker.signal("TERM");
                assertThat(worker.exit()).isEqualTo(143);
            }
            assertThat(line(status("-o", "json"), "pipeline").isMissingNode()).isTrue();
        }
    }

    @Test
    void whoIsNamedAndDoesNotAnswerIsALineToo() {
        var environment = new HashMap<>(environment());
        environment.put("BATCH_API_URL", "http://127.0.0.1:1");

        CommandRun run = CommandRun.with(environment, "status", "--url", "http://127.0.0.1:1", "-o", "json");

        assertThat(run.exit()).isZero();
        assertThat(line(run, "pipeline").path("state").asString()).startsWith("silent: ");
        assertThat(line(run, "batch jobs").path("state").asString()).startsWith("silent: ");
        assertThat(line(run, "pipeline").path("unfinished").isNull()).isTrue();
    }

    @Test
    void aWatchIsNoArrayThatNeverEnds() {
        assertThat(status("--watch", "-o", "json").exit()).isEqualTo(2);
        assertThat(status("--url", "somewhere").exit()).isEqualTo(2);
    }

    @Test
    void aWatchGoesOnUntilItIsStopped() throws Exception {
        try (var watch = Child.start(
                folder, List.of("status", "--watch", "-o", "jsonl", "--url", "http://127.0.0.1:1"), environment())) {
            await().atMost(ofMinutes(2))
                    .until(() -> Pattern.compile("silent")
                                    .matcher(watch.output())
                                    .results()
                                    .count()
                            >= 2);
            watch.signal("TERM");

            assertThat(watch.exit()).isEqualTo(143);
            assertThat(watch.output()).doesNotContain("error", "Exception");
        }
    }

    private CommandRun status(String... words) {
        var all = new String[words.length + 1];
        all[0] = "status";
        System.arraycopy(words, 0, all, 1, words.length);
        CommandRun run = CommandRun.with(environment(), all);
        assertThat(run.exit()).as(run.err()).isIn(0, 2);
        return run;
    }

    private Map<String, String> environment() {
        return Map.of("WAYBILL_RUN_DIR", folder.resolve("run").toString());
    }

    private static JsonNode line(CommandRun run, String what) {
        for (JsonNode row : JsonMapper.shared().readTree(run.out())) {
            if (row.path("what").asString().equals(what)) {
                return row;
            }
        }
        return JsonMapper.shared().missingNode();
    }
}
