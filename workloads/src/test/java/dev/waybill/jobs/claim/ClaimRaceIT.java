package dev.waybill.jobs.claim;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.jobs.JobsSite;
import dev.waybill.jobs.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many at once ask for the same jobs: each job is with one of them. */
@Timeout(300)
class ClaimRaceIT {
    private static final int CLAIMERS = 8;
    private static final int JOBS = 3_000;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    private int processor;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
        processor = site.processor("l2a", ofMinutes(5), 3);
        site.jobs(processor, JOBS);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void noJobIsHandedOutTwice(int most) throws Exception {
        assertThat(all(() -> claimUntilNothingIsLeft(most))).hasSize(JOBS).doesNotHaveDuplicates();
    }

    private List<Long> claimUntilNothingIsLeft(int most) {
        try (var database = Database.open(site.settings().withConnections(1))) {
            var claims = new Claims(database);
            var worker = claims.register(processor, Thread.currentThread().getName());
            var jobs = new ArrayList<Long>();
            List<Claimed> claimed;
            do {
                claimed = claims.claim(worker, most, Action.ALL);
                claimed.forEach(each -> jobs.add(each.job()));
            } while (!claimed.isEmpty());
            return jobs;
        }
    }

    @Test
    void noJobIsHandedOutTwiceByTheFunctionsOfTheSeed() throws Exception {
        assertThat(all(() -> {
                    var jobs = new ArrayList<Long>();
                    try (var connection = site.login.connect();
                            var next = connection.prepareStatement(
                                    "SELECT src_uri FROM bnp.get_next_processing_job(1, 'w')")) {
                        while (true) {
                            var row = next.executeQuery();
                            row.next();
                            String src = row.getString(1);
                            if (src == null) {
                                return jobs;
                            }
                            jobs.add(Long.valueOf(src.replaceAll(".*/|\\.SAFE", "")));
                        }
                    }
                }))
                .hasSize(JOBS)
                .doesNotHaveDuplicates();
    }

    @Test
    @Timeout(
            value = 60,
            threadMode = ThreadMode.SEPARATE_THREAD) // one that waits for the other's lock would do so for ever
    void aJobThatIsTakenWhileItsClaimIsUnderWayIsLeftOut() throws Exception {
        site.execute("DELETE FROM bnp.job WHERE id > 2");
        var worker = new Claims(site.database).register(processor, "second");
        try (var first = site.login.connect();
                var statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM bnp.get_next_processing_job(1, 'first')");

            var claimed = new Claims(site.database).claim(worker, 2, Action.ALL);

            assertThat(claimed).extracting(Claimed::job).containsExactly(2L);
            first.rollback();
            assertThat(new Claims(site.database).claim(worker, 2, Action.ALL))
                    .extracting(Claimed::job)
                    .containsExactly(1L);
        }
    }

    private static <T> List<T> all(Callable<List<T>> claimer) throws Exception {
        var threads = Executors.newFixedThreadPool(CLAIMERS);
        var all = new ArrayList<T>();
        try {
            for (var each : threads.invokeAll(
                    IntStream.range(0, CLAIMERS).mapToObj(i -> claimer).toList())) {
                all.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        return all;
    }
}
