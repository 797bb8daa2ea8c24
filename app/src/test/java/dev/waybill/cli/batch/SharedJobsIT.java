package dev.waybill.cli.batch;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import java.io.IOException;
import java.nio.file.Path;
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

/** Three APIs and three workers over the same topics. */
class SharedJobsIT {
    private static final int JOBS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static BatchSite site;

    private static final List<BatchServices> all = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        site = BatchSite.start(folder);
        for (int i = 0; i < 3; i++) {
            all.add(site.services("services-" + i));
        }
    }

    @AfterAll
    static void stop() {
        all.forEach(BatchServices::close);
        site.close();
    }

    @Test
    void jobsAreSharedAndEveryApiKnowsThemAll() throws Exception {
        String model = site.model(all.get(0).uri(), "shared");
        Map<String, Rows> jobs = new HashMap<>();
        for (int i = 0; i < JOBS; i++) {
            var rows = new Rows("shared" + i, 500 + 100 * i);
            jobs.put(site.job(all.get(i % 3).uri(), model, rows.write(folder)), rows);
        }
        var large = new Rows("large", 450_000); // several blocks
        jobs.put(site.job(all.get(1).uri(), model, large.write(folder)), large);

        for (String job : jobs.keySet()) {
            var waited = site.batch(all.get(2).uri(), "job", "wait", job, "--timeout", "120");
            assertThat(waited.exit()).as(waited.err()).isEqualTo(3);
        }

        for (var job : jobs.entrySet()) {
            var status = site.status(all.get(0).uri(), job.getKey());
            assertThat(status.path("totals").path("ok").asInt(0))
                    .isEqualTo(job.getValue().good());
            assertThat(status.path("totals").path("errors").asInt(0))
                    .isEqualTo(job.getValue().bad());
            site.assertExact(model, job.getKey(), job.getValue());
        }
    }

    @Test
    void aCancelAtAnyMomentIsHonest() throws Exception {
        var api = all.get(0).uri();
        String model = site.model(api, "cancelled");
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            var rows = new Rows("cancel" + i, 350_000);
            String job = site.job(all.get(i % 3).uri(), model, rows.write(folder));
            LockSupport.parkNanos(ofSeconds(1).toNanos() * random.nextInt(100) / 150);
            boolean remove = i % 2 == 1;
            var cancelled =
                    remove ? site.batch(api, "job", "cancel", job, "--remove") : site.batch(api, "job", "cancel", job);
            assertThat(cancelled.exit())
                    .as("seed %d: %s", seed, cancelled.err())
                    .isIn(0, 6);

            await().atMost(ofSeconds(60)).until(() -> {
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
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(site.query("SELECT count() FROM data_" + model
                                    + " WHERE event_id LIKE '" + rows.name() + "-%'"))
                            .as("seed %d, job %s, remove %s", seed, job, remove)
                            .isEqualTo(expected));
        }
    }

    @Test
    void aJobWaitsWhileClickHouseIsAway() throws Exception {
        var api = all.get(0).uri();
        String model = site.model(api, "patient");
        var first = new Rows("before", 5);
        assertThat(site.batch(api, "job", "wait", site.job(api, model, first.write(folder)))
                        .exit())
                .isZero();
        site.clickHouse().faults(Faults.NONE.with(FaultSwitch.DOWN, 1));
        var rows = new Rows("waiting", 1_000);

        String job = site.job(api, model, rows.write(folder));
        await().atMost(ofSeconds(30))
                .until(() -> site.status(api, job).path("state").asString(""), "RUNNING"::equals);
        await().during(ofSeconds(8)) // longer than every retry in place
                .atMost(ofSeconds(20))
                .until(() -> site.status(api, job).path("totals").path("rows").asInt(-1), Integer.valueOf(0)::equals);
        assertThat(site.status(api, job).path("state").asString("")).isEqualTo("RUNNING");

        site.clickHouse().faults(Faults.NONE);
        assertThat(site.batch(api, "job", "wait", job, "--timeout", "60").exit())
                .isEqualTo(3);
        site.assertExact(model, job, rows);
    }
}
