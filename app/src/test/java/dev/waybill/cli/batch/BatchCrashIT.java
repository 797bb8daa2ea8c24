package dev.waybill.cli.batch;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API and workers are killed in whatever they do. {@code -Dbatch.kills=60} makes it long. */
class BatchCrashIT {
    private static final int KILLS = Integer.getInteger("batch.kills", 6);

    /** Some blocks, and about as long as a process takes to start. */
    private static final int ROWS = 450_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void noKillLosesOrDoublesARow() throws Exception {
        long seed = Long.getLong("batch.seed", new Random().nextLong());
        var random = new Random(seed);
        int port = freePort();
        var uri = URI.create("http://127.0.0.1:" + port);
        try (var site = BatchSite.start(folder);
                var api = BatchProcess.api(site, folder, port);
                var one = BatchProcess.worker(site, folder, 1);
                var two = BatchProcess.worker(site, folder, 2)) {
            await().atMost(ofMinutes(2))
                    .until(() -> site.batch(uri, "model", "list").exit() == 0);
            String model = site.model(uri, "killed");
            for (int i = 0; i < KILLS; i++) {
                var rows = new Rows("kill" + i, ROWS);
                Path file = rows.write(folder);
                var victim = i % 3 == 0 ? api : i % 3 == 1 ? one : two;
                int pause = random.nextInt(1_500);
                var sending = CompletableFuture.supplyAsync(() -> send(site, uri, model, file));

                if (i % 6 == 0) {
                    sending.join(); // accepted, and not all of it sent
                } else {
                    LockSupport.parkNanos(pause * 1_000_000L); // where the kill strikes is by chance
                }
                victim.kill();

                String job = sending.get();
                var waited = await().atMost(ofMinutes(2))
                        .until(() -> site.batch(uri, "job", "wait", job, "--timeout", "120"), run -> run.exit() != 9);
                assertThat(waited.exit())
                        .as("seed %d, kill %d after %d ms: %s %s", seed, i, pause, waited.out(), waited.err())
                        .isEqualTo(3);
                assertThat(site.status(uri, job).path("totals").toString())
                        .isEqualTo("{\"rows\":" + ROWS + ",\"ok\":" + rows.good() + ",\"errors\":" + rows.bad() + "}");
                site.assertExact(model, job, rows);
            }
        }
    }

    /** As a person would: again under the same key, until it is accepted. */
    private static String send(BatchSite site, URI uri, String model, Path file) {
        var accepted = await().atMost(ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> site.batch(
                                uri, "job", "create", model, file.toString(), "--idempotency-key", file.toString()),
                        run -> run.exit() == 0);
        return accepted.out().substring(4, 12);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
