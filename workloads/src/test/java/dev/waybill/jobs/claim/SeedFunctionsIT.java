package dev.waybill.jobs.claim;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.jobs.JobsSite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions under the seed's names, called as a program in another language calls them: by plain SQL. */
class SeedFunctionsIT {
    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
        connection = site.login.connect();
        site.processor("l2a", ofMinutes(5), 2);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        site.close();
    }

    @Test
    void theSeedsExampleWorks() throws SQLException {
        site.jobs(1, 1);

        assertThat(row("SELECT * FROM bnp.get_next_processing_job(1, 'local-12345')"))
                .containsExactly("1", "s3://eodata/MSIL1C/1.SAFE");
        row("SELECT bnp.report_finished_processing(1, 1)");

        assertThat(row("SELECT job_id, src_uri FROM bnp.get_next_processing_job(1, 'local-12345')"))
                .as("there is no job: one row, so that whoever unpacks it can")
                .containsExactly(null, null);
        assertThat(row("SELECT * FROM bnp.process_executions"))
                .containsExactly("1", "1", "local-12345", "process", "1", null, "finished", null);
    }

    @Test
    void theSeedsViewHasTexts() throws SQLException {
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");

        assertThat(row("SELECT upper(action), status LIKE 'run%' FROM bnp.process_executions"))
                .containsExactly("PROCESS", "t");
    }

    @Test
    void aWordThatIsNoneIsRefusedAndNothingIsDone() throws SQLException {
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");

        refused("22P02", () -> row("SELECT bnp.report(ARRAY[1::bigint], ARRAY['done'], ARRAY[''], ARRAY['/out'])"));
        refused("22P02", () -> row("UPDATE bnp.job SET status = 'done' RETURNING id"));
        refused("22P02", () -> row("UPDATE bnp.job SET action = 'mend' RETURNING id"));

        assertThat(row("SELECT status, action, dst_path FROM bnp.process_executions"))
                .containsExactly("running", "process", null);
    }

    @Test
    void argumentsHaveTheSeedsNames() throws SQLException {
        site.jobs(1, 1);

        row("SELECT * FROM bnp.get_next_processing_job("
                + "p_processor_id => 1, p_worker_id => 'w', p_src_pattern => 'MSIL1C')");
        row(
                "SELECT bnp.report_processing_failure(p_processor_id => 1, p_job_id => 1, p_message => 'Processing failed.')");

        assertThat(row("SELECT status, err_msg FROM bnp.process_executions"))
                .containsExactly("failed", "Processing failed.");
    }

    @Test
    void aPatternIsTakenInTheProcessorsMode() throws SQLException {
        site.jobs(1, 12);

        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '/11.')"))
                .containsExactly("s3://eodata/MSIL1C/11.SAFE");
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '1_')"))
                .containsExactly((String) null);
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '%')"))
                .containsExactly((String) null);
        site.execute("UPDATE bnp.processor SET pattern_mode = 'like'");
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '1_.')"))
                .containsExactly("s3://eodata/MSIL1C/10.SAFE");
        refused("JB003", () -> row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', 'SAFE\\')"));
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', 'SAFE\\\\')"))
                .containsExactly((String) null);
        site.execute("UPDATE bnp.processor SET pattern_mode = 'regex'");
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '/[37][.]')"))
                .containsExactly("s3://eodata/MSIL1C/3.SAFE");
        refused("2201B", () -> row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '(')"));
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', '')"))
                .containsExactly("s3://eodata/MSIL1C/1.SAFE");
        assertThat(row("SELECT src_uri FROM bnp.get_next_processing_job(1, 'w', NULL)"))
                .containsExactly("s3://eodata/MSIL1C/2.SAFE");
    }

    @Test
    void updatesAndDeletionsHaveTheirOutput() throws SQLException {
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");
        row("SELECT bnp.report_finished_processing(1, 1, '/out/1')");
        assertThat(row("SELECT * FROM bnp.get_job_for_update(1, 'w')")).containsExactly(null, null, null);
        new Mutations(site.database).apply(Mutation.UPDATE, JobFilter.job(1));

        assertThat(row("SELECT * FROM bnp.get_next_processing_job(1, 'w')")).containsExactly(null, null);
        assertThat(row("SELECT * FROM bnp.get_job_for_update(1, 'w')"))
                .containsExactly("2", "s3://eodata/MSIL1C/1.SAFE", "/out/1");
        row("SELECT bnp.report_processing_skipped(1, 2, 'as it was')");
        new Mutations(site.database).apply(Mutation.DELETE, JobFilter.job(1));
        assertThat(row("SELECT * FROM bnp.get_job_for_deletion_of_product(1, 'w')"))
                .containsExactly("3", "s3://eodata/MSIL1C/1.SAFE", "/out/1");
        row("SELECT bnp.report_finished_processing(1, 3)");

        assertThat(rows("SELECT * FROM bnp.process_executions"))
                .as("on finish of a deletion the row is removed")
                .isEmpty();
        assertThat(row("SELECT * FROM bnp.get_next_processing_job(1, 'w')"))
                .as("and it is not processed again")
                .containsExactly(null, null);
    }

    @Test
    void aReportThatIsStaleUnknownOrForeignIsRefused() throws SQLException {
        site.processor("other", ofMinutes(5), 2);
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'slow')");
        site.execute("UPDATE bnp.job SET lease_until = now() - interval '1 s'; SELECT bnp.upkeep()");
        row("SELECT * FROM bnp.get_next_processing_job(1, 'quick')");

        refused("JB001", () -> row("SELECT bnp.report_finished_processing(1, 1, '/stale')"));
        refused("JB001", () -> row("SELECT bnp.report_processing_failure(1, 1)"));
        refused("JB002", () -> row("SELECT bnp.report_finished_processing(2, 2)"));
        refused("JB002", () -> row("SELECT bnp.report_finished_processing(1, 4711)"));
        refused("JB003", () -> row("SELECT bnp.report_finished_processing(1, NULL)"));
        assertThat(row("SELECT status, worker_id FROM bnp.process_executions")).containsExactly("running", "quick");
        row("SELECT bnp.report_finished_processing(1, 2, '/out')");
        row("SELECT bnp.report_finished_processing(1, 2, '/out')");
        refused("JB001", () -> row("SELECT bnp.report_finished_processing(1, 2, '/other')"));
    }

    @Test
    void aBatchThatNamesAnExecutionTwiceIsRefusedAsAWhole() throws SQLException {
        site.jobs(1, 2);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");

        refused(
                "JB003",
                () -> rows("SELECT * FROM bnp.report(ARRAY[2, 1, 1], '{finished,finished,failed}', '{a,b,c}',"
                        + " ARRAY[NULL, NULL, NULL]::text[])"));

        assertThat(rows("SELECT status FROM bnp.process_executions"))
                .containsExactly(List.of("running"), List.of("running"));
    }

    @Test
    void aProcessorThatIsNotThereAndAWorkerWithoutANameAreRefused() {
        refused("JB002", () -> row("SELECT * FROM bnp.get_next_processing_job(4711, 'w')"));
        refused("JB002", () -> row("SELECT * FROM bnp.get_next_processing_job(NULL, 'w')"));
        refused("JB003", () -> row("SELECT * FROM bnp.get_next_processing_job(1, '')"));
        refused("JB003", () -> row("SELECT * FROM bnp.get_next_processing_job(1, NULL)"));
        refused("JB003", () -> row("SELECT * FROM bnp.get_next_processing_job(1, ' ')"));
        refused("JB003", () -> row("SELECT * FROM bnp.get_next_processing_job(1, repeat('w', 201))"));
        refused("JB003", () -> row("SELECT * FROM bnp.get_next_processing_job(1, E'w\\x1b[2J')"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' '", "E'/out\\n/other'", "E'\\x1b[2J'", "repeat('x', 4097)"})
    void aPathThatIsNoneIsRefusedAndTheJobRunsOn(String path) throws SQLException {
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");

        refused("JB003", () -> row("SELECT bnp.report_finished_processing(1, 1, " + path + ")"));

        assertThat(row("SELECT status, dst_path FROM bnp.process_executions")).containsExactly("running", null);
    }

    @Test
    void aHeartbeatExtendsTheLeaseAndSaysWhenTheJobIsLost() throws SQLException {
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");
        site.execute("UPDATE bnp.job SET lease_until = now() - interval '1 s'");

        assertThat(row("SELECT bnp.heartbeat(1)")).containsExactly("t");
        site.execute("SELECT bnp.upkeep()");
        assertThat(row("SELECT status FROM bnp.process_executions")).containsExactly("running");
        site.execute("UPDATE bnp.job SET lease_until = now() - interval '1 s'; SELECT bnp.upkeep()");

        assertThat(row("SELECT bnp.heartbeat(1)")).containsExactly("f");
    }

    @Test
    void linesAreKeptOfJobsThatThereAre() throws SQLException {
        site.jobs(1, 1);
        row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");

        row("SELECT bnp.store_log_message(1, 'step 1')");

        assertThat(rows("SELECT execution, message FROM bnp.log")).containsExactly(List.of("1", "step 1"));
        refused("JB002", () -> row("SELECT bnp.store_log_message(2, 'step 1')"));
    }

    @Test
    void aWorkerNeedsNoMorePrivilegesThanTheDocumentSays() throws SQLException {
        site.jobs(1, 2);
        String role = "sql_worker_" + ProcessHandle.current().pid();
        site.executeAsSuperuser("CREATE ROLE " + role + "; GRANT " + role + " TO " + site.login.user());
        try {
            site.execute("GRANT USAGE ON SCHEMA bnp TO " + role
                    + "; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA bnp TO "
                    + role + "; GRANT DELETE ON bnp.execution TO " + role
                    + "; GRANT USAGE ON ALL SEQUENCES IN SCHEMA bnp TO " + role);
            try (var statement = connection.createStatement()) {
                statement.execute("SET ROLE " + role);
            }
            row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");
            row("SELECT * FROM bnp.get_next_processing_job(1, 'w')");
            row("SELECT bnp.heartbeat(1)");
            row("SELECT bnp.store_log_message(1, 'half way')");
            row("SELECT bnp.report_processing_failure(1, 1, 'broken')");
            site.execute("UPDATE bnp.job SET lease_until = now() - interval '1 s'; SELECT bnp.upkeep()");

            row("SELECT bnp.report_finished_processing(1, 2, '/late')");

            assertThat(rows("SELECT status, dst_path FROM bnp.process_executions ORDER BY id"))
                    .containsExactly(Arrays.asList("failed", null), List.of("finished", "/late"));
        } finally {
            connection.close();
            site.executeAsSuperuser("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    private static void refused(String state, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    private List<String> row(String sql) throws SQLException {
        List<List<String>> rows = rows(sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
