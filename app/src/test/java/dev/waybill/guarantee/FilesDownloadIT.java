package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(first.err()).contains("1 parked", "--replay");
        assertThat(replayed.exit()).as(replayed.err()).isZero();
        assertThat(Files.readAllBytes(inTheWay)).isEqualTo(content);
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        var gaps = JsonMapper.shared().readTree(missing.out());
        assertThat(gaps.findValuesAsString("path")).contains("half.dat");
        assertThat(gaps.findValuesAsString("missing")).contains("2-3");
        assertThat(JsonMapper.shared().readTree(shown.out()).findValuesAsString("status"))
                .containsExactly("processed");
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
        var arguments = new ArrayList<>(
                List.of("files", "download", folder.resolve("data").toString()));
        arguments.addAll(List.of("--topic_name", topic, "--consumer_group_id", "archive"));
        arguments.addAll(List.of("--bootstrap-server", broker.servers()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
