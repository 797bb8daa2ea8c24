package dev.waybill.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.jobs.Cube;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.local.postgres.IndexForm;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that are committed after others that were begun later. */
@Timeout(600)
final class LateCommitIT {
    @ParameterizedTest
    @EnumSource
    void aSourceThatIsCommittedLateIsFoundThoughTheNewestWasSeenBefore(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form);
                Connection late = cube.datacube.owner().connect();
                Statement statement = late.createStatement()) {
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);
            late.setAutoCommit(false);
            statement.execute(cube.adding(1, "l1c", "//bucket/late"));
            cube.add(2, "l1c", "//bucket/early");
            Pass first = discover.pass(processor);
            Pass second = discover.pass(processor);
            String naive = cube.hasLocations() ? cube.text("SELECT max(id) FROM " + cube.locations()) : "0";

            late.commit();
            Pass third = discover.pass(processor);

            assertThat(first.changes().added()).isEqualTo(1);
            assertThat(first.holders()).hasSize(1);
            assertThat(second.changes().added()).isZero();
            assertThat(third.changes().added()).isEqualTo(1);
            assertThat(discover.pass(processor).holders()).isEmpty();
            if (cube.hasLocations()) {
                assertThat(cube.text("SELECT count(*) FROM " + cube.locations() + " WHERE id > " + naive))
                        .as("what a mark at the newest would have found")
                        .isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IndexForm.class,
            names = {"AGDC", "ODC"})
    void nothingOfTwelveWritersIsLostWhereAMarkAtTheNewestLosesSome(IndexForm form) throws Exception {
        int writers = 12;
        int each = 30;
        try (Cube cube = Cube.of(form)) {
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);
            ExecutorService threads = Executors.newFixedThreadPool(writers);
            try {
                var running = new ArrayList<Future<?>>();
                for (int writer = 0; writer < writers; writer++) {
                    int first = writer * each;
                    running.add(threads.submit(write(cube, first, each)));
                }
                long found = 0;
                var naive = new NaiveMark(cube);
                while (!running.stream().allMatch(Future::isDone)) {
                    found += discover.pass(processor).changes().added();
                    naive.pass();
                }
                for (Future<?> writer : running) {
                    writer.get();
                }
                found += discover.pass(processor).changes().added();
                naive.pass();

                assertThat(found).isEqualTo((long) writers * each);
                assertThat(cube.text("SELECT count(*) FROM bnp.job")).isEqualTo(Integer.toString(writers * each));
                assertThat(naive.found()).isLessThan(writers * each);
                System.out.printf(
                        "%s: a mark at the newest lost %d of %d%n",
                        form, writers * each - naive.found(), writers * each);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Holds each transaction open for a while after its insert, as loaders do. */
    private static Callable<Boolean> write(Cube cube, int first, int count) {
        return () -> {
            try (Connection connection = cube.datacube.owner().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int number = first; number < first + count; number++) {
                    statement.execute(cube.adding(number, "l1c", "//bucket/" + number));
                    statement.execute("SELECT pg_sleep(random() * 0.05)");
                    connection.commit();
                }
            }
            return true;
        };
    }

    /** What is often done instead: remember the newest, and look behind it. */
    private static final class NaiveMark {
        private final Cube cube;
        private String mark;
        private int found;

        NaiveMark(Cube cube) {
            this.cube = cube;
            this.mark = cube.hasLocations() ? "0" : "-infinity";
        }

        void pass() {
            String column = cube.hasLocations() ? "id" : "updated";
            String table = cube.hasLocations() ? cube.locations() : "odc.dataset";
            String seen = cube.text("SELECT count(*) || ' ' || coalesce(CAST(max(" + column + ") AS text), '" + mark
                    + "') FROM " + table + " WHERE " + column + " > '" + mark + "'");
            found += Integer.parseInt(seen.substring(0, seen.indexOf(' ')));
            mark = seen.substring(seen.indexOf(' ') + 1);
        }

        int found() {
            return found;
        }
    }
}
