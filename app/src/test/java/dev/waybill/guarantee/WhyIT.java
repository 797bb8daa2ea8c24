package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asks why a run does not move is told, by the process itself and without it. */
final class WhyIT {
    private static final Pattern STATUS = Pattern.compile("status at (http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aRunWhoseServiceIsAwaySaysWhichRecordWaits() throws Exception {
        try (var site = new Site(folder, 1)) {
            String id = Events.datasetId("tas", 1);
            site.send(Events.post(id, 1));
            try (var worker = site.child("consume", "--http", "0")) {
                await().atMost(ofMinutes(2)).until(site::isAllCommitted);
                site.faults(Faults.isDown());
                site.send(Events.post(Events.datasetId("tas", 2), 1));
                site.send(Events.post(Events.datasetId("tas", 3), 1));
                String url = url(worker);
                await().atMost(ofMinutes(2)).until(() -> why("--url", url).out().contains("waits for offset 1 "));

                CommandRun text = CommandRun.with(Map.of("WAYBILL_URL", url), "why");
                assertThat(text.exit()).as(text.err()).isZero();
                assertThat(text.out())
                        .startsWith("pid: partition " + site.topic + "-0 waits for offset 1 (key '")
                        .contains("attempts, last: transient: ", "waiting for sink", "A kill now would repeat ")
                        .doesNotContain(Site.PASSWORD);

                var json = JsonMapper.shared()
                        .readTree(why("--url", url, "-o", "json").out());
                var partition = json.path("partitions").path(0);
                assertThat(json.path("state").asString()).isEqualTo("waiting_for_sink");
                assertThat(partition.path("committed").asLong()).isEqualTo(1);
                assertThat(partition.path("log_end").asLong()).isEqualTo(3);
                assertThat(partition.path("blocking").path("attempts").asInt()).isGreaterThan(1);
                assertThat(get(url + "/livez")).isEqualTo("live\n");
                assertThat(get(url + "/metrics"))
                        .contains("waybill_pipeline_state{pipeline=\"pid\",state=\"waiting_for_sink\"} 1.0")
                        .contains("waybill_sink_request_seconds_count{outcome=\"delivered\",pipeline=\"pid\"} 1")
                        .contains("jvm_memory_used_bytes");

                worker.signal("TERM");
                assertThat(worker.exit()).isEqualTo(143);
            }
            assertOffline(site);
        }
    }

    private static void assertOffline(Site site) {
        CommandRun offline = why("--group", site.group(), "--bootstrap-server", site.broker.servers());
        assertThat(offline.exit()).as(offline.err()).isZero();
        assertThat(offline.out())
                .startsWith(site.group() + ": partition " + site.topic + "-0 is committed up to offset 1 (key '")
                .contains("2 records in all are not committed");

        CommandRun unknown = why("--group", "nobody", "--bootstrap-server", site.broker.servers());
        assertThat(unknown.exit()).isEqualTo(5);
        assertThat(unknown.err()).contains("group nobody has committed nothing");
    }

    private static CommandRun why(String... args) {
        var all = new String[args.length + 1];
        all[0] = "why";
        System.arraycopy(args, 0, all, 1, args.length);
        return CommandRun.of(all);
    }

    private static String url(Child worker) {
        Matcher matcher = STATUS.matcher(worker.output());
        assertThat(matcher.find()).as(worker.output()).isTrue();
        return matcher.group(1);
    }

    private static String get(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
