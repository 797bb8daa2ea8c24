package dev.waybill.jobs.claim;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.jobs.JobsSite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No statement of a worker's reads the whole table, even if the planner may not look at what it is given. */
class ClaimPlanIT {
    private static final int JOBS = 100_000;

    /** More rows of the tables than all statements of the test need, far fewer than any of them without its index. */
    private static final long FEW = 1_000;

    private static final String READ =
            "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables WHERE relid IN"
                    + " ('bnp.job'::regclass, 'bnp.source'::regclass)";

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
        site.processor("l2a", ofMinutes(5), 3);
        site.jobs(1, JOBS);
        connection = site.login.connect();
        run("SET plan_cache_mode = force_generic_plan");
        run("INSERT INTO bnp.worker (processor_id, name, lease_until) VALUES (1, 'w', now() + interval '5 minutes')");
        run("PREPARE claim (bigint, integer) AS "
                + ClaimStatement.of(100, Action.ALL)
                        .replace(":worker", "$1")
                        .replace(":processor", "$2")
                        .replace(":name", "'w'"));
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        site.close();
    }

    @ParameterizedTest(name = "{0} % done, analyzed: {1}")
    @CsvSource({"0, true", "50, true", "90, true", "100, true", "50, false"})
    void aClaimReadsTheIndexOfWhatIsReady(int done, boolean isAnalyzed) throws SQLException {
        run("UPDATE bnp.job SET status = 'finished' WHERE id <= " + JOBS / 100 * done);
        if (isAnalyzed) {
            run("VACUUM ANALYZE bnp.source, bnp.job");
        }

        String plan = text("EXPLAIN EXECUTE claim (1, 1)");

        assertThat(plan)
                .contains("Index Scan using job_ready on job r")
                .containsPattern("Index Scan (using|on) job_pkey")
                .containsPattern("Index Scan using source_pkey")
                .doesNotContain("Seq Scan on job", "Seq Scan on source");
    }

    @Test
    void noStatementOfAWorkersReadsTheWholeTable() throws SQLException {
        run("UPDATE bnp.job SET status = 'finished', execution = nextval('bnp.execution_number') WHERE id <= "
                + JOBS / 2);
        run("VACUUM ANALYZE bnp.source, bnp.job");
        connection.setAutoCommit(false);
        long before = number(READ); // those of the preparation may still be counted

        assertThat(text("EXECUTE claim (1, 1)").lines()).hasSize(100);
        run(
                "SELECT * FROM bnp.report(ARRAY(SELECT * FROM generate_series(50001, 50090)),"
                        + " array_fill('finished'::text, '{90}'), array_fill(NULL::text, '{90}'), array_fill('/out'::text, '{90}'))");
        run("SELECT * FROM bnp.get_next_processing_job(1, 'w')");
        run("SELECT bnp.report_finished_processing(1, 50101, '/out')");
        run("SELECT bnp.report_finished_processing(1, 50101, '/out')");
        run("SELECT * FROM bnp.get_job_for_update(1, 'w')");
        run("SELECT bnp.heartbeat(50100)");
        run("UPDATE bnp.job SET lease_until = now() - interval '1 s' WHERE execution = 50100 AND status = 'running'");
        run("SELECT bnp.upkeep()");
        run(Statements.RELEASE_UNHEARD.replace(":worker", "1").replace(":held", "'{50099}'"));
        text(Statements.HELD.replace(":worker", "1").replace(":held", "'{50099}'"));

        assertThat(number(READ) - before).as("rows read").isBetween(1L, FEW);
        assertThat(number("SELECT n_tup_upd FROM pg_stat_xact_user_tables WHERE relid = 'bnp.source'::regclass"))
                .as("sources written")
                .isZero();
        assertThat(number("SELECT count(*) FROM bnp.job WHERE status = 'finished'"))
                .isEqualTo(50_091);
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql).strip());
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            var text = new StringBuilder();
            while (result.next()) {
                text.append(result.getString(1)).append('\n');
            }
            return text.toString();
        }
    }
}
