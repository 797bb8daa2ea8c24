package dev.waybill.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waybill.docs.LocalSite;
import dev.waybill.docs.Pages;
import dev.waybill.docs.PythonWithPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DAP-Lite's README names and prints: the schema, the functions, the table, the example in Python; and the same in Java. */
final class DapLiteSeedIT {
    private static final String OWN_EXAMPLE = """
            from dap_lite.bnpdriver import BNPDriver

            driver = BNPDriver()
            worker_id = "local-12345"
            job_id, src_uri = driver.get_next_job(processor_id=1, worker_id=worker_id)
            if job_id:
                success = True
                if success:
                    driver.report_finished(processor_id=1, job_id=job_id)
                else:
                    driver.report_failure(processor_id=1, job_id=job_id, error_message="Processing failed.")
            else:
                print("No jobs available.")
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private SeedRun seed;

    @SuppressWarnings("NullAway.Init")
    private String url;

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        seed = SeedRun.of("dap-lite", folder);
        var site = LocalSite.ready(
                seed.shell(), seed.shell().start("waybill up" + LocalSite.options(List.of("postgres"))));
        url = site.at("postgres");
        connection = DriverManager.getConnection(url.startsWith("jdbc:") ? url : "jdbc:" + url);
        assertThat(seed.type("./src/dap_lite/sql/odc-db-additions.sql").exit()).isZero();
        var processor = seed.type("./src/dap_lite/constants.py");
        assertThat(processor.exit()).as(processor.toString()).isZero();
        assertThat(seed.shell().run("waybill jobs discover").exit()).isZero();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        seed.close();
    }

    @Test
    void theFunctionsDoWhatTheReadmeSays() throws Exception {
        var job = row(seed.did("get_next_processing_job"));
        assertThat(job.get(1)).startsWith("s3:").contains("MSIL1C").endsWith(".SAFE");
        assertThat(row("SELECT count(*) FROM " + seed.did("agdc.dataset_location") + " WHERE 's3:' ||"
                        + " replace(uri_body, '.stac.json', '.SAFE') = '" + job.get(1) + "'"))
                .as("its path is made as the README makes it")
                .containsExactly("1");
        row(seed.did("report_finished_processing", "<job_id>", job.get(0)));
        var failing = row(seed.did("get_next_processing_job"));
        assertThat(failing.get(1)).as("no two workers are given the same").isNotEqualTo(job.get(1));
        row(seed.did("report_processing_failure", "<job_id>", failing.get(0)));

        assertThat(seed.shell()
                        .run("waybill jobs update --processor l1c --status finished")
                        .exit())
                .isZero();
        var update = row(seed.did("get_job_for_update"));
        row("SELECT bnp.report_finished_processing(1, " + update.get(0) + ", 's3://out/1')");
        assertThat(seed.shell()
                        .run("waybill jobs delete --processor l1c --status finished")
                        .exit())
                .isZero();
        assertThat(row(seed.did("bnp.process_executions") + " WHERE status = 'failed'")
                        .subList(1, 4))
                .containsExactly("1", "local-12345", "process");
        var deletion = row(seed.did("get_job_for_deletion_of_product"));
        assertThat(deletion.subList(1, 3)).containsExactly(job.get(1), "s3://out/1");
        row("SELECT bnp.report_finished_processing(1, " + deletion.get(0) + ")");

        assertThat(row("SELECT count(*) FROM bnp.process_executions WHERE status <> 'failed'"))
                .as("on finish, the row of a deletion is removed")
                .containsExactly("0");
        var driver = List.of(
                "from dap_lite.bnpdriver import BNPDriver",
                "driver.get_next_job(processor_id=1, worker_id=worker_id)",
                "driver.report_finished(processor_id=1, job_id=job_id)",
                "driver.report_failure(processor_id=1, job_id=job_id, error_message=\"Processing failed.\")");
        driver.forEach(call -> assertThat(OWN_EXAMPLE).contains(seed.did(call))); // run below, in Python
        seed.assertAllWereTyped();
    }

    @Test
    void theMinimalExampleRunsAsPrinted() throws Exception {
        var python = PythonWithPostgres.find();
        assumeTrue(python.isPresent(), "no Python with psycopg2 here, and none can be had: not run");
        var document = SeedDocument.find("004");
        Files.writeString(
                folder.resolve("minimal.py"),
                document.isPresent() ? document.get().blocks("python").get(0) : OWN_EXAMPLE);
        python.get().environment().forEach(seed.shell()::export);
        String own = python.get().environment().getOrDefault("PYTHONPATH", "");
        seed.shell().export("PYTHONPATH", folder.resolve("examples/jobs") + ":" + own);
        seed.shell().export("PYTHONDONTWRITEBYTECODE", "1");
        connectAsLibpqDoes();

        var run = seed.shell().run(python.get().program() + " minimal.py");

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(row("SELECT status, worker_id FROM bnp.process_executions"))
                .containsExactly("finished", "local-12345");
        row("UPDATE bnp.processor SET enabled = false RETURNING id");
        assertThat(seed.shell().run(python.get().program() + " minimal.py").out())
                .isEqualTo("No jobs available.\n");
    }

    @Test
    void theSameExampleRunsInJava() throws Exception {
        Files.writeString(
                folder.resolve("MinimalExample.java"),
                Pages.blocks("docs/migrate/dap-lite.md", "java").get(0));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        var run = seed.shell()
                .run(java + " -cp '" + System.getProperty("java.class.path") + "' MinimalExample.java '" + url + "'");

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(row("SELECT status, worker_id FROM bnp.process_executions"))
                .containsExactly("finished", "local-12345");
    }

    /** libpq knows no jdbc: addresses. */
    private void connectAsLibpqDoes() {
        var uri = URI.create(url.replaceFirst("^jdbc:", ""));
        seed.shell().export("PGHOST", uri.getHost());
        seed.shell().export("PGPORT", Integer.toString(uri.getPort()));
        seed.shell().export("PGDATABASE", uri.getPath().substring(1));
        for (String parameter : uri.getQuery().split("&", -1)) {
            if (parameter.startsWith("user=")) {
                seed.shell().export("PGUSER", parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                seed.shell().export("PGPASSWORD", parameter.substring("password=".length()));
            }
        }
    }

    private List<String> row(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(sql).isTrue();
            var cells = new ArrayList<String>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                cells.add(String.valueOf(result.getString(i)));
            }
            return cells;
        }
    }
}
