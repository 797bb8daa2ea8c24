package dev.waybill.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import dev.waybill.jobs.processor.Processors;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Product jobs as {@code doctor} and {@code status} see them. */
final class JobsSeenIT {
    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void doctorFindsSchemaAndIndexWhereADatabaseIsNamed() {
        CommandRun run = CommandRun.with(site.environment(), "doctor", "jobs", "--timeout", "60", "-o", "csv");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("schema bnp,ok,")
                .contains("index,ok,schema agdc can be read")
                .doesNotContain("kafka", site.environment().getOrDefault("WAYBILL_JOBS_PASSWORD", "none"));
    }

    @Test
    void doctorSaysThatTheSchemaIsMissing() {
        site.database().run(handle -> handle.execute("DROP SCHEMA bnp CASCADE"));

        CommandRun run = CommandRun.with(site.environment(), "doctor", "jobs", "--timeout", "60", "-o", "csv");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).contains("schema bnp,problem,", "waybill jobs install");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAProblemWithinThreeSeconds() {
        var environment = new HashMap<>(site.environment());
        environment.put("WAYBILL_JOBS_URL", "postgresql://127.0.0.1:1/cube");
        long start = System.nanoTime();

        CommandRun run = CommandRun.with(environment, "doctor", "jobs", "-o", "csv");

        assertThat(run.exit()).as(run.out()).isEqualTo(4);
        assertThat(run.out()).contains("problem");
        assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThanOrEqualTo(10);
    }

    @Test
    void aServerKnowsTheDatabaseThatOnlyPostgresOwnVariablesName() {
        var login = site.datacube().waybill();
        var uri = URI.create(login.url().substring("jdbc:".length()));
        var environment = Map.of(
                "PGDATABASE",
                uri.getPath().substring(1),
                "PGPORT",
                Integer.toString(uri.getPort()),
                "PGUSER",
                login.user(),
                "PGPASSWORD",
                login.password());
        var session = new Session(Terminal.ofProcess(environment), environment, Optional.empty());

        try (var known = KnownDatabase.open(session).orElseThrow()) {
            assertThat(new Processors(known).list()).isEmpty();
        }
    }

    @Test
    void statusHasALineForEachProcessor() {
        site.processor("l1c", 7, definition -> definition);

        CommandRun run = CommandRun.with(site.environment(), "status", "-o", "csv");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("product jobs,l1c,on,,7,");
    }
}
