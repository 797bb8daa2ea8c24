package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waybill.cli.jobs.JobsSite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workers of {@code examples/jobs}, on a real PostgreSQL. */
final class JobsExamplesIT {
    private static final Path EXAMPLES = Checkout.root().resolve("examples/jobs");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @BeforeEach
    void open() throws SQLException {
        site = JobsSite.open();
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @Test
    void theSeedsExampleRunsWithItsOwnNames() throws Exception {
        int processor = site.processor("p", 5, d -> d);
        site.offer(processor, 1, "s3://in/bad");

        String said = python(Map.of("PROCESSOR_ID", Integer.toString(processor)), "seed_example.py");

        assertThat(said).isEqualTo("No jobs available.\n");
        assertThat(site.texts("SELECT status || ' ' || count(*) || ' ' || coalesce(max(err_msg), '') FROM bnp.job"
                        + " GROUP BY status ORDER BY status::text"))
                .containsExactly("finished 5 ", "waiting 1 Processing failed.");
        assertThat(site.texts("SELECT DISTINCT worker FROM bnp.job")).containsExactly("local-12345");
    }

    @Test
    void aWorkerOverSqlDoesAllThereIs() throws Exception {
        site.processor("p", 4, d -> d);

        String said = python(Map.of(), "worker.py", "p", folder.resolve("out").toString());

        assertThat(said).isEmpty();
        assertThat(site.texts("SELECT status FROM bnp.job")).hasSize(4).containsOnly("finished");
        for (String dst : site.texts("SELECT dst_path FROM bnp.job")) {
            assertThat(Files.readString(Path.of(dst))).startsWith("made from s3://in/");
        }
        assertThat(site.texts("SELECT message FROM bnp.log")).hasSize(4);
    }

    @Test
    void theDriverOfTheShimIsToldThatItsJobIsSomebodyElses() throws Exception {
        int processor = site.processor("p", 1, d -> d);
        Path program = Files.writeString(folder.resolve("stale.py"), """
                import sys
                sys.path.insert(0, sys.argv[1])
                import psycopg2
                from dap_lite.bnpdriver import BNPDriver, StaleJob, UnknownJob
                driver = BNPDriver()
                job, src = driver.get_next_job(int(sys.argv[2]), "w")
                driver.store_log_message("begun " + src)
                other = psycopg2.connect("")
                other.autocommit = True
                cursor = other.cursor()
                cursor.execute("SELECT bnp.settle(ARRAY[%s], ARRAY['released'], ARRAY['by hand'], ARRAY[NULL])", (job,))
                cursor.execute("SELECT * FROM bnp.get_next_processing_job(%s, 'other')", (int(sys.argv[2]),))
                for number in (job, 4711):
                    try:
                        driver.report_finished(int(sys.argv[2]), number, "s3://out/x")
                    except (StaleJob, UnknownJob) as e:
                        print(type(e).__name__)
                driver.close()
                """);

        String said = python(Map.of(), program.toString(), EXAMPLES.toString(), Integer.toString(processor));

        assertThat(said).isEqualTo("StaleJob\nUnknownJob\n");
        assertThat(site.texts("SELECT status FROM bnp.job")).containsExactly("running");
    }

    @Test
    void theShellWorkerDoesAllThereIs() throws Exception {
        site.processor("p", 3, d -> d);
        Path waybill = Files.writeString(
                folder.resolve("waybill"),
                "#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                        + System.getProperty("java.class.path") + "' dev.waybill.cli.Main \"$@\"\n");
        assertThat(waybill.toFile().setExecutable(true)).isTrue();
        var environment = site.environment();
        environment.put("WAYBILL", waybill.toString());

        String said = run(
                environment,
                "sh",
                EXAMPLES.resolve("worker.sh").toString(),
                "p",
                folder.resolve("out").toString());

        assertThat(said).contains("there is no job now");
        assertThat(site.texts("SELECT status FROM bnp.job")).hasSize(3).containsOnly("finished");
        assertThat(Path.of(site.texts("SELECT dst_path FROM bnp.job").get(0))).exists();
    }

    private String python(Map<String, String> more, String... words) throws Exception {
        var python = PythonWithPostgres.find();
        assumeTrue(python.isPresent(), "no Python with psycopg2 here, and none can be had: not run");
        var login = site.datacube().waybill();
        var uri = URI.create(login.url().substring("jdbc:".length()));
        var environment = site.environment();
        environment.putAll(python.get().environment());
        environment.putAll(Map.of(
                "PGHOST",
                uri.getHost(),
                "PGPORT",
                Integer.toString(uri.getPort()),
                "PGDATABASE",
                uri.getPath().substring(1),
                "PGUSER",
                login.user(),
                "PGPASSWORD",
                login.password()));
        environment.putAll(more);
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        var command = new ArrayList<>(List.of(python.get().program()));
        command.addAll(List.of(words));
        return run(environment, command.toArray(String[]::new));
    }

    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        var builder = new ProcessBuilder(command)
                .directory(EXAMPLES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
