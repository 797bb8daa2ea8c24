package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.Entry.Seal;
import dev.waybill.batch.ledger.Entry.Upload;
import dev.waybill.batch.ledger.JobState;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import dev.waybill.cli.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A block that a worker cannot do: shown by the commands for failures, and done again by replay. */
class ParkedBlocksIT {
    private static final String JOB = "0000beef";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aParkedBlockIsShownAndReplayedOnceItsJobIsKnown() throws Exception {
        String failures = folder.resolve("failures").toString();
        try (var site = BatchSite.start(folder)) {
            var kafka = Map.of("bootstrap.servers", site.brokers());
            BatchTopics.ensure(kafka);
            send(kafka);

            var worked = run(
                    "batch",
                    "worker",
                    "--exit-at-end",
                    "--failures",
                    failures,
                    "--bootstrap-server",
                    site.brokers(),
                    "--clickhouse",
                    site.clickHouse().uri().toString());
            assertThat(worked.exit()).as(worked.err()).isEqualTo(3);
            assertThat(worked.err()).contains("waybill replay --failures " + failures);
            var listed = run("failures", "list", "--failures", failures, "-o", "json");
            String id = JsonMapper.shared()
                    .readTree(listed.out())
                    .path(0)
                    .path("id")
                    .asString("");
            assertThat(run("failures", "show", id, "--failures", failures).out())
                    .contains("the ledger has no job " + JOB, "batch.blocks", "waybill-block");
            var why = run("why", "--group", "batch-worker", "--bootstrap-server", site.brokers());
            assertThat(why.exit()).as(why.err()).isZero();
            assertThat(why.out()).contains("batch-worker");

            tellTheJob(kafka);
            assertThat(job(kafka)).map(JobStatus::state).contains(JobState.FAILED);
            var counted = run("replay", "--failures", failures, "--dry-run");
            assertThat(counted.err()).contains("would replay 1 of 1");
            var replayed = run("replay", "--failures", failures);

            assertThat(replayed.exit()).as(replayed.err()).isZero();
            assertThat(replayed.err()).contains("all that matches was replayed");
            assertThat(site.query("SELECT event_id, amount FROM data_a1b2c3d4")).isEqualTo("1\t2.5");
            assertThat(site.query("SELECT event_id, error FROM rejected_rows")).isEqualTo("2\tINVALID_FLOAT64");
            assertThat(job(kafka)).map(JobStatus::state).contains(JobState.PARTIAL_SUCCESS);
            assertThat(run("replay", "--failures", failures).err()).contains("nothing that is parked matches");
        }
    }

    private static void send(Map<String, String> kafka) throws Exception {
        byte[] bytes = "1,2.5\n2,x\n".getBytes(UTF_8);
        var rows = new Rows(RowFormat.CSV, List.of("event_id", "amount"), 1, 2, 2, bytes, 0);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>copyOf(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(BlockCodec.write(JOB, 0, BlockCodec.pack(rows))).get();
        }
    }

    private static void tellTheJob(Map<String, String> kafka) {
        var model = new ModelEntry("a1b2c3d4", "parked", "{\"event_id\": \"String\", \"amount\": \"Float64\"}", 1, 5);
        var upload = new Upload("a.csv", 7, "sha", "CSV");
        try (var writer = LedgerWriter.connect(kafka)) {
            writer.write(new JobEntry(JOB, model, upload, Request.PLAIN, "api", 10, new Seal(1, 2, 20, null)));
        }
    }

    private static Optional<JobStatus> job(Map<String, String> kafka) {
        try (var ledger = Ledger.follow(kafka)) {
            ledger.catchUp(ofMinutes(2));
            return ledger.job(JOB);
        }
    }

    private static CommandRun run(String... words) {
        return CommandRun.of(words);
    }
}
