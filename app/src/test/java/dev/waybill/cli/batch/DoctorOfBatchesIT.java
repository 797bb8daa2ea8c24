package dev.waybill.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.girder.GirderService;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} finds where batches and files are worked on. */
final class DoctorOfBatchesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void itLooksAtWhatIsSetAndAtNothingElse() throws Exception {
        try (var site = BatchSite.start(folder)) {
            var environment = Map.of(
                    "WAYBILL_KAFKA_BOOTSTRAP_SERVERS", site.brokers(),
                    "WAYBILL_BATCH_CLICKHOUSE", site.clickHouse().uri().toString(),
                    "WAYBILL_BATCH_SPOOL", folder.resolve("spool").toString());

            CommandRun run = CommandRun.with(environment, "doctor", "--timeout", "60", "-o", "csv");
            CommandRun refused = CommandRun.with(
                    Map.of(
                            "WAYBILL_KAFKA_BOOTSTRAP_SERVERS", site.brokers(),
                            "CLICKHOUSE_HOST", "127.0.0.1",
                            "CLICKHOUSE_PORT", "1",
                            "BATCH_API_URL", "http://127.0.0.1:1"),
                    "doctor",
                    "--timeout",
                    "60",
                    "-o",
                    "csv");

            assertThat(run.exit()).as(run.out()).isZero();
            assertThat(run.out())
                    .contains("kafka,ok,", "clickhouse,ok,", "topic batch.blocks,warning,")
                    .containsPattern("batch api,(ok|warning),") // somebody may have one in the usual place
                    .doesNotContain("handle service", "topic CMIP6");
            assertThat(refused.exit()).isEqualTo(4);
            assertThat(refused.out()).contains("clickhouse,problem,", "batch api,problem,");
        }
    }

    @Test
    void ofFilesItAsksForTheirTopicAndGirder() throws Exception {
        try (var site = BatchSite.start(folder);
                var girder = GirderService.start()) {
            String[] words = {
                "doctor",
                "files",
                "--timeout",
                "60",
                "--topic",
                "raw",
                "--girder",
                girder.uri().toString(),
                "-o",
                "csv"
            };

            CommandRun right = CommandRun.with(environment(site, girder.apiKey()), words);
            CommandRun wrong = CommandRun.with(environment(site, "no-such-key-0123456789"), words);

            assertThat(right.out()).contains("girder,ok,", "topic raw,problem,", "waybill files upload");
            assertThat(wrong.out()).contains("girder,problem,").doesNotContain("no-such-key");
            assertThat(wrong.exit()).isEqualTo(4);
        }
    }

    private static Map<String, String> environment(BatchSite site, String key) {
        return Map.of("WAYBILL_KAFKA_BOOTSTRAP_SERVERS", site.brokers(), "WAYBILL_GIRDER_API_KEY", key);
    }
}
