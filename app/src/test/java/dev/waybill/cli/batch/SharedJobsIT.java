package dev.waybill.cli.batch;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two APIs and three workers, each a process of its own, over the same topics. {@code -Dbatch.outage=PT10M} makes it long. */
class SharedJobsIT {
    private static final int JOBS = 20;
    private static final int APIS = 2;
    private static final int WORKERS = 3;

    /** Longer than every retry in place. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("batch.outage", "PT8S"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static BatchSite site;

    private static final List<BatchProcess> processes = new ArrayList<>();
    private static final List<URI> apis = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        site = BatchSite.start(folder);
        for (int i = 0; i < APIS; i++) {
            int port = freePort();
            apis.add(URI.create("http://127.0.0.1:" + port));
            processes.add(BatchProcess.api(site, Files.createDirectory(folder.resolve("api" + i)), port));
        }
        for (int i = 0; i < WORKERS; i++) {
            processes.add(BatchProcess.worker(site, folder, i));
        }
        for (URI api : apis) {
            await().atMost(ofMinutes(2))
                    .until(() -> site.batch(api, "model", "list").exit() == 0);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        processes.forEach(BatchProcess::close);
        site.close();
    }

    @Test
    void jobsAreSharedAndEveryApiKnowsThemAll() throws Exception {
        String model = site.model(apis.get(0), "shared");
        Map<String, Rows> jobs = new HashMap<>();
        for (int i = 0; i < JOBS; i++) {
            var rows = new Rows("shared" + i, 500 + 100 * i);
            jobs.put(site.job(apis.get(i % APIS), model, rows.write(folder)), rows);
        }
        var large = new Rows("large", 450_000); // several blocks
        jobs.put(site.job(apis.get(1), model, large.write(folder)), large);

        for (String job : jobs.keySet()) {
            var waited = site.batch(apis.get(0), "job", "wait", job, "--timeout", "120");
            assertThat(waited.exit()).as(waited.err()).isEqualTo(3);
        }

        for (var job : jobs.entrySet()) {
            var status = site.status(apis.get(0), job.getKey());
            assertThat(status.path("totals").path("ok").asInt(0))
                    .isEqualTo(job.getValue().good());
            assertThat(status.path("totals").path("errors").asInt(0))
                    .isEqualTo(job.getValue().bad());
            site.assertExact(model, job.getKey(), job.getValue());
        }
    }

    @Test
    void aCancelAtAnyMomentIsHonest() throws Exception {
        var api = apis.get(0);
        String model = site.model(api, "cancelled");
        var first = new Rows("first", 5); // makes the table, which a cancel may forestall
        assertThat(site.batch(api, "job", "wait", site.job(api, model, first.write(folder)))
                        .exit())
                .isZero();
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            var rows = new Rows("cancel" + i, 350_000);
            String job = site.job(apis.get(i % APIS), model, rows.write(folder));
            LockSupport.parkNanos(ofSeconds(1).toNanos() * random.nextInt(100) / 150);
            boolean remove = i % 2 == 1;
            var cancelled =
                    remove ? site.batch(api, "job", "cancel", job, "--remove") : site.batch(api, "job", "cancel", job);
            assertThat(cancelled.exit())
                    .as("seed %d: %s", seed, cancelled.err())
                    .isIn(0, 6);

            await().atMost(ofMinutes(2)).until(() -> {
                var status = site.status(api, job);
                var blocks = status.path("blocks");
                return blocks.path("all").isNumber()
                        && blocks.path("done").asInt(0) == blocks.path("all").asInt(-1);
            });
            var status = site.status(api, job);
            assertThat(status.path("state").asString(""))
                    .isEqualTo(cancelled.exit() == 0 ? "CANCELLED" : "PARTIAL_SUCCESS");
            int stored = status.path("totals").path("ok").asInt(0);
            String expected = remove && cancelled.exit() == 0 ? "0" : "" + stored;
            await().atMost(ofMinutes(2))
                    .untilAsserted(() -> assertThat(site.query("SELECT count() FROM data_" + model
                                    + " WHERE event_id LIKE '" + rows.name() + "-%'"))
                            .as("seed %d, job %s, remove %s", seed, job, remove)
                            .isEqualTo(expected));
        }
    }

    @Test
    void aJobWaitsWhileClickHouseIsAway() throws Exception {
        var api = apis.get(0);
        String model = site.model(api, "patient");
        var first = new Rows("before", 5);
        assertThat(site.batch(api, "job", "wait", site.job(api, model, first.write(folder)))
                        .exit())
                .isZero();
        site.clickHouse().faults(Faults.NONE.with(FaultSwitch.DOWN, 1));
        var rows = new Rows("waiting", 1_000);

        String job = site.job(api, model, rows.write(folder));
        await().atMost(ofMinutes(2))
                .until(() -> site.status(api, job).path("state").asString(""), "RUNNING"::equals);
        await().during(OUTAGE)
                .atMost(OUTAGE.plusSeconds(120))
                .until(() -> site.status(api, job).path("totals").path("rows").asInt(-1), Integer.valueOf(0)::equals);
        assertThat(site.status(api, job).path("state").asString("")).isEqualTo("RUNNING");

        site.clickHouse().faults(Faults.NONE);
        assertThat(site.batch(api, "job", "wait", job, "--timeout", "240").exit())
                .isEqualTo(3);
        site.assertExact(model, job, rows);
    }
}
