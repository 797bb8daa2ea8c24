package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.server.console.inbox.FilePages;
import dev.waybill.server.console.inbox.PageServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about files shows of a real receiver: one file that has arrived, one of which chunks are missing. */
final class FilePagesIT {
    private final String topic = "chunks-" + UUID.randomUUID();
    private final Broker broker = Broker.shared();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aFileIsShownWithTheChunksThatItLacksUntilItHasArrived() throws Exception {
        broker.create(topic, 1);
        byte[] content = new byte[4 * Parcels.CHUNK];
        var chunks = Parcels.values("run/a&amp;b.dat", content, Parcels.hash(content));
        send(Parcels.values("whole.dat", content, Parcels.hash(content)));
        send(List.of(chunks.get(0), chunks.get(3)));
        receive();
        Path receiver = folder.resolve("data/.waybill");
        try (var server = PageServer.start(
                folder, (pages, access) -> new FilePages(pages, () -> List.of(receiver), InstantSource.system()))) {

            var before = server.page("/files");
            var told = server.json("GET", "/api/v1/files", "");
            send(List.of(chunks.get(1), chunks.get(2)));
            receive();
            var after = server.page("/files");

            var incomplete = before.select("table").get(0).select("tbody tr");
            assertThat(incomplete).hasSize(1);
            assertThat(incomplete.text()).contains("run/a&amp;b.dat", "2 of 4", "2-3", receiver.toString());
            assertThat(incomplete.select("rect.waiting").attr("x")).isEqualTo("250");
            assertThat(incomplete.select("rect.waiting").attr("width")).isEqualTo("500");
            assertThat(before.select("table").get(1).select("tbody tr").text()).contains("whole.dat", "4");
            assertThat(told.at("/incomplete/0/missing").asString()).isEqualTo("2-3");
            assertThat(told.at("/finished/0/path").asString()).isEqualTo("whole.dat");
            assertThat(after.select("main").text()).contains("No receiver of this machine keeps chunks");
            assertThat(after.select("tbody tr").eachText())
                    .hasSize(2)
                    .anyMatch(row -> row.startsWith("run/a&amp;b.dat"));
        }
    }

    private void receive() {
        var run = CommandRun.of(
                "files",
                "download",
                folder.resolve("data").toString(),
                "--topic_name",
                topic,
                "--consumer_group_id",
                "archive",
                "--bootstrap-server",
                broker.servers(),
                "--exit-at-end");
        assertThat(run.err()).contains(" 0 parked");
    }

    private void send(List<byte[]> values) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        values.forEach(value -> records.add(new ProducerRecord<>(topic, value)));
        broker.send(records);
    }
}
