package dev.waybill.batch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.local.LocalProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in is killed while blocks are on their way to it: what it had answered is there, and nothing twice. */
@Timeout(600)
final class KilledStandInIT {
    private static final int KILLS = 5;
    private static final int BLOCKS_BETWEEN_KILLS = 30;
    private static final int ROWS = 500;

    @TempDir
    Path data;

    @Test
    void everyBlockIsThereOnceWhateverWasKilled() throws Exception {
        LocalProcess stack = start(0);
        int port = stack.port("clickhouse");
        ClickHouse server = new ClickHouse(ClickHouseSettings.of(URI.create("http://127.0.0.1:" + port)));
        new Tables(server)
                .prepareData(
                        "killed",
                        List.of(
                                new TableColumn("event_id", "String"),
                                new TableColumn("timestamp", "UInt32"),
                                new TableColumn("amount", "Float64")));
        var stored = new AtomicInteger();
        var repeats = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            Future<?> even = workers.submit(() -> send(server, 0, stored, repeats));
            Future<?> odd = workers.submit(() -> send(server, 1, stored, repeats));
            for (int kill = 1; kill <= KILLS; kill++) {
                int reached = kill * BLOCKS_BETWEEN_KILLS;
                org.awaitility.Awaitility.await()
                        .atMost(java.time.Duration.ofMinutes(2))
                        .until(() -> stored.get() >= reached);
                stack.kill();
                stack.close();
                stack = start(port);
            }
            even.get();
            odd.get();

            assertThat(server.query("SELECT count(), uniqExact(event_id) FROM data_killed"))
                    .as("rows and different rows after " + KILLS + " kills and " + repeats + " repeats")
                    .isEqualTo(blocks() * ROWS + "\t" + blocks() * ROWS + "\n");
        } finally {
            workers.shutdownNow();
            stack.close();
        }
    }

    private static int blocks() {
        return (KILLS + 1) * BLOCKS_BETWEEN_KILLS;
    }

    private static void send(ClickHouse server, int first, AtomicInteger stored, AtomicInteger repeats) {
        var rows = new DataRows(server);
        for (int block = first; block < blocks(); block += 2) {
            EncodedRows encoded = StoreContract.encoded(block * ROWS, ROWS);
            while (!isStored(rows, block, encoded)) {
                repeats.incrementAndGet();
            }
            stored.incrementAndGet();
        }
    }

    private static boolean isStored(DataRows rows, int block, EncodedRows encoded) {
        try {
            rows.store("killed", List.of("event_id", "timestamp", "amount"), new Origin("job", block, 1), encoded);
            return true;
        } catch (DeliveryException e) {
            return false;
        }
    }

    private LocalProcess start(int port) throws Exception {
        return LocalProcess.start(
                "--only", "clickhouse", "--data-dir", data.toString(), "--port", "clickhouse=" + port);
    }
}
