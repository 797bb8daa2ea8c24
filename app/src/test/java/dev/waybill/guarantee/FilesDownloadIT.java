package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that go to a folder, and what a person can see of them on the way. */
final class FilesDownloadIT {
    private final String topic = "chunks-" + UUID.randomUUID();
    private final Broker broker = Broker.shared();
    private final Random random = new Random(20_261_121);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatWasParkedArrivesWithReplayAndWhatIsMissingIsShown() throws Exception {
        broker.create(topic, 1);
        byte[] content = bytes();
        byte[] half = bytes();
        send(Parcels.values("run/a.dat", content, Parcels.hash(content)));
        var chunks = Parcels.values("half.dat", half, Parcels.hash(half));
        send(List.of(chunks.get(0), chunks.get(3)));
        Path data = folder.resolve("data");
        Path inTheWay = Files.createDirectories(data.resolve("run")).resolve("a.dat");
        Files.createSymbolicLink(inTheWay, folder.resolve("elsewhere"));

        CommandRun first = download("--exit-at-end");
        CommandRun missing = CommandRun.of(
                "files", "missing", "--output-dir", data.resolve(".waybill").toString(), "-o", "json");
        Files.delete(inTheWay);
        CommandRun replayed = download("--replay");
        CommandRun shown = CommandRun.of(
                "files",
                "show",
                "run/a.dat",
                "--output-dir",
                data.resolve(".waybill").toString(),
                "-o",
                "json");

        assertThat(first.exit()).as(first.err()).isEqualTo(3);
        assertThat(first.err()).contains("1 parked", "waybill replay --failures");
        assertThat(replayed.exit()).as(replayed.err()).isZero();
        assertThat(Files.readAllBytes(inTheWay)).isEqualTo(content);
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        var gaps = JsonMapper.shared().readTree(missing.out());
        assertThat(gaps.findValuesAsString("path")).contains("half.dat");
        assertThat(gaps.findValuesAsString("missing")).contains("2-3");
        assertThat(JsonMapper.shared().readTree(shown.out()).findValuesAsString("status"))
                .containsExactly("processed");
    }

    @Test
    void aFileThatStaysIncompleteIsParkedAndArrivesByReplayOnceTheRestHasCome() throws Exception {
        broker.create(topic, 2);
        byte[] content = bytes();
        var chunks = Parcels.values("run/half.dat", content, Parcels.hash(content));
        var first = new ProducerRecord<byte[], byte[]>(topic, 0, 1_700_000_000_000L, new byte[] {7}, chunks.get(0));
        first.headers().add("from", new byte[] {1, 2});
        broker.send(List.of(first, new ProducerRecord<>(topic, 1, null, chunks.get(2))));
        String failures = folder.resolve("data/.waybill/failures").toString();

        try (var child = Child.start(folder, arguments("--idle-files", "park:2s"))) {
            await().atMost(ofMinutes(2)).until(() -> parked(failures).size() == 2 || !child.isAlive());
            child.signal("TERM");
            assertThat(child.exit()).as(child.output()).isEqualTo(143);
            assertThat(child.output()).contains("2 parked, 0 files arrived, 0 files incomplete");
        }
        var rows = parked(failures);
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(row.path("reason").asString()).contains("2 of 4 chunks came", "missing: 2, 4"));
        JsonNode shown = show(
                rows.stream().filter(row -> row.path("partition").asInt() == 0).toList(), failures);
        assertThat(shown.path("timestamp").asString()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(shown.path("headers").get(0).path("name").asString()).isEqualTo("from");
        assertThat(shown.path("chunk").asString()).isEqualTo("1 of 4 of run/half.dat, 65536 bytes from 0");

        CommandRun counted = CommandRun.of("replay", "--failures", failures, "--dry-run", "-o", "json");
        CommandRun replayed = CommandRun.of("replay", "--failures", failures);
        send(List.of(chunks.get(1), chunks.get(3)));
        CommandRun last = download("--exit-at-end");

        assertThat(counted.err()).contains("would replay 2 of 2");
        assertThat(replayed.exit()).as(replayed.err()).isZero();
        assertThat(last.exit()).as(last.err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("data/run/half.dat"))).isEqualTo(content);
        assertThat(parked(failures)).isEmpty();
    }

    private static List<JsonNode> parked(String failures) {
        if (!Files.isDirectory(Path.of(failures))) {
            return List.of();
        }
        CommandRun run = CommandRun.of("failures", "list", "--failures", failures, "-o", "json");
        assertThat(run.exit()).as(run.err()).isZero();
        return List.copyOf(JsonMapper.shared().readTree(run.out()).asArray().elements());
    }

    private static JsonNode show(List<JsonNode> rows, String failures) {
        assertThat(rows).hasSize(1);
        CommandRun run = CommandRun.of(
                "failures", "show", rows.get(0).path("id").asString(), "--failures", failures, "-o", "json");
        assertThat(run.exit()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void aPolicyForIdleFilesMayStandInTheSettingsAndAWrongOneIsNamed() {
        broker.create(topic, 1);

        CommandRun flag = download("--idle-files", "drop", "--exit-at-end");
        CommandRun setting = download("--set", "files.idle=park:soon", "--exit-at-end");
        CommandRun right = download("--set", "files.idle=park:7d", "--exit-at-end");

        assertThat(flag.exit()).isEqualTo(2);
        assertThat(flag.err()).contains("--idle-files: got \"drop\"", "park:2d");
        assertThat(setting.exit()).isEqualTo(7);
        assertThat(setting.err()).contains("files.idle", "park:soon", "park:2d");
        assertThat(right.exit()).as(right.err()).isZero();
    }

    @Test
    void aFolderInWhichNoReceiverParksCannotBeReplayedAsFiles() {
        CommandRun run = CommandRun.of("replay", "--workload", "files", "--failures", folder.toString());

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("no receiver has parked in this folder");
    }

    private byte[] bytes() {
        byte[] bytes = new byte[4 * Parcels.CHUNK];
        random.nextBytes(bytes);
        return bytes;
    }

    private void send(List<byte[]> values) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        values.forEach(value -> records.add(new ProducerRecord<>(topic, value)));
        broker.send(records);
    }

    private CommandRun download(String... more) {
        return CommandRun.of(arguments(more).toArray(String[]::new));
    }

    private List<String> arguments(String... more) {
        var arguments = new ArrayList<>(
                List.of("files", "download", folder.resolve("data").toString()));
        arguments.addAll(List.of("--topic_name", topic, "--consumer_group_id", "archive"));
        arguments.addAll(List.of("--bootstrap-server", broker.servers()));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
