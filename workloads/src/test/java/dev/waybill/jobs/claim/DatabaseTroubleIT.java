package dev.waybill.jobs.claim;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.jobs.JobsSite;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.database.Password;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class DatabaseTroubleIT {
    private static final int JOBS = 2_000;
    private static final int KILLS = 3;

    @Test
    void everyJobIsDoneOnceThoughTheServerIsKilledInTheMiddle(@TempDir Path data) throws Exception {
        var settings = new PostgresServer.Settings(0, Optional.of(data), Map.of("fsync", "off"));
        PostgresServer server = PostgresServer.start(settings);
        JobsSite site = JobsSite.on(server);
        var done = new AtomicInteger();
        var retries = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(2);
        try {
            new Migrations(site.database).install();
            int processor = site.processor("l2a", ofMinutes(5), 3);
            site.jobs(processor, JOBS);
            var patient = site.settings().withPatience(ofMillis(500));
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                workers.add(threads.submit(() -> work(patient, processor, done, retries)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int reached = kill * JOBS / (KILLS + 1);
                await().atMost(ofMinutes(2)).until(() -> done.get() >= reached);
                int port = server.port();
                server.kill();
                server = PostgresServer.start(
                        new PostgresServer.Settings(port, Optional.of(data), settings.overrides()));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }

            assertThat(site.texts("SELECT status || ' ' || count(*) FROM bnp.job GROUP BY status"))
                    .as("after %d retries", retries.get())
                    .containsExactly("finished " + JOBS);
            assertThat(site.one(Long.class, "SELECT count(*) FROM bnp.execution WHERE outcome = 'finished'"))
                    .as("finished executions")
                    .isEqualTo(JOBS);
            assertThat(retries).as("trouble that the workers saw").hasPositiveValue();
        } finally {
            threads.shutdownNow();
            site.database.close();
            server.close();
        }
    }

    /** Until nothing is left: what the answers of lost claims held comes back through heartbeats, here those of a worker's end. */
    private static void work(DatabaseSettings settings, int processor, AtomicInteger done, AtomicInteger retries) {
        try (var database = Database.open(settings)) {
            var claims = new Claims(database);
            boolean isMore = true;
            while (isMore) {
                isMore = rounds(claims, processor, done, retries);
            }
        }
    }

    private static boolean rounds(Claims claims, int processor, AtomicInteger done, AtomicInteger retries) {
        Worker worker = null;
        int round = 0;
        while (worker == null) {
            worker = tried(retries, () -> claims.register(processor, "w")).orElse(null);
        }
        Worker registered = worker;
        boolean isMore = true;
        while (isMore && round++ < 30) {
            List<Claimed> claimed = tried(retries, () -> claims.claim(registered, 5, Action.ALL))
                    .orElse(null);
            isMore = claimed == null || !claimed.isEmpty();
            if (claimed == null) {
                break;
            }
            var reports = claimed.stream()
                    .map(each -> Report.finished(each.execution(), "/out/" + each.job()))
                    .toList();
            Optional<List<Reported>> reported = Optional.empty();
            while (reported.isEmpty()) {
                reported = tried(retries, () -> claims.report(reports));
            }
            assertThat(reported.get()).allMatch(Reported::isAccepted);
            done.addAndGet(claimed.size());
        }
        boolean isEnded = false;
        while (!isEnded) {
            isEnded = tried(retries, () -> {
                        claims.end(registered);
                        return true;
                    })
                    .isPresent();
        }
        return isMore;
    }

    private static <T> Optional<T> tried(AtomicInteger retries, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (DeliveryException e) {
            assertThat(e.failure().failureClass()).as("%s", e.getMessage()).isEqualTo(FailureClass.UNAVAILABLE);
            retries.incrementAndGet();
            return Optional.empty();
        }
    }

    @Test
    void whoFindsNoConnectionFreeIsToldSoAndGoesOnLater() throws Exception {
        try (var site = JobsSite.open();
                var small = Database.open(site.settings().withConnections(1).withPatience(ofMillis(300)))) {
            int processor = site.processor("l2a", ofMinutes(5), 3);
            var isTaken = new CountDownLatch(1);
            var mayEnd = new CountDownLatch(1);
            var thread = Executors.newSingleThreadExecutor();
            try {
                Future<?> taken = thread.submit(() -> small.run(handle -> {
                    isTaken.countDown();
                    try {
                        mayEnd.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
                isTaken.await();

                fails(() -> new Claims(small).register(processor, "w"), FailureClass.UNAVAILABLE, "1 are in use");

                mayEnd.countDown();
                taken.get();
                assertThat(new Claims(small).register(processor, "w").name()).isEqualTo("w");
            } finally {
                thread.shutdownNow();
            }
        }
    }

    @Test
    void aSessionThatIsIdleInItsTransactionStopsNobody() throws Exception {
        try (var site = JobsSite.open();
                var idle = site.login.connect();
                var statement = idle.createStatement()) {
            int processor = site.processor("l2a", ofMinutes(5), 3);
            site.jobs(processor, 500);
            idle.setAutoCommit(false);
            statement.execute("SELECT txid_current()");
            statement.executeQuery("SELECT * FROM bnp.get_next_processing_job(" + processor + ", 'idle')");
            var claims = new Claims(site.database);
            var worker = claims.register(processor, "w");
            int done = 0;
            for (List<Claimed> claimed = claims.claim(worker, 1, Action.ALL);
                    !claimed.isEmpty();
                    claimed = claims.claim(worker, 1, Action.ALL)) {
                claims.report(Report.finished(claimed.get(0).execution(), "/out"));
                done++;
            }

            assertThat(done)
                    .as("all but the one that the idle session has locked")
                    .isEqualTo(499);
            assertThat(new Upkeep(site.database).run().heldBack())
                    .as("transactions since the idle one began, as an operator is warned of")
                    .isGreaterThan(900);
            idle.rollback();
            assertThat(claims.claim(worker, 1, Action.ALL)).hasSize(1);
        }
    }

    @Test
    void whatIsWrongWithTheConnectionIsSaidWithoutThePassword() throws Exception {
        try (var site = JobsSite.open()) {
            var settings = site.settings().withPatience(ofMillis(500));
            var wrongPassword = settings.withUser(site.login.user(), new Password("hush-hush"));
            fails(() -> ask(wrongPassword), FailureClass.MISCONFIGURED, "password authentication failed", "waybill");
            var nowhere = DatabaseSettings.of(site.login.url().replaceAll("jobs_.*", "nowhere"))
                    .withUser(settings.user(), settings.password())
                    .withPatience(ofMillis(500));
            fails(() -> ask(nowhere), FailureClass.MISCONFIGURED, "\"nowhere\" does not exist");
            var away = DatabaseSettings.of("jdbc:postgresql://127.0.0.1:1/datacube")
                    .withPatience(ofMillis(500));
            fails(() -> ask(away), FailureClass.UNAVAILABLE, "127.0.0.1:1", "refused");
        }
        try (var site = JobsSite.empty()) {
            fails(() -> ask(site.settings()), FailureClass.MISCONFIGURED, "waybill jobs install");
        }
    }

    private static void ask(DatabaseSettings settings) {
        try (var database = Database.open(settings)) {
            new Processors(database).list();
        }
    }

    private static void fails(ThrowingCallable call, FailureClass expected, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass())
                                .as(e.getMessage())
                                .isEqualTo(expected))
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("hush-hush");
    }
}
