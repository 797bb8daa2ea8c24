package dev.waybill.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.jobs.processor.PatternMode;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.SampleIndex;
import dev.waybill.local.postgres.SampleProduct;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill jobs} on a real PostgreSQL, as an operator and as a script use it. */
final class JobsCommandsIT {
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
    void fromAnIndexToAFinishedProduct() throws Exception {
        SampleIndex.of(site.datacube(), IndexForm.AGDC).add(SampleProduct.S2_MSIL1C, 0, 20);

        assertThat(site.jobs("plan", "--product", "s2_msil1c", "--examples", "1")
                        .err())
                .contains("20 of 20 sources would be selected");
        assertThat(site.jobs("processor", "create", "l1c", "--product", "s2_msil1c")
                        .exit())
                .isZero();
        assertThat(json(site.jobs("discover", "-o", "json"))
                        .get(0)
                        .path("added")
                        .asLong())
                .isEqualTo(20);
        var next = json(site.jobs("next", "--processor", "l1c", "-o", "json")).get(0);
        String execution = next.path("execution").asString();
        assertThat(next.path("src").asString()).endsWith(".SAFE");
        assertThat(site.jobs("heartbeat", execution).exit()).isZero();
        assertThat(site.jobs("log", execution, "half way").exit()).isZero();
        assertThat(site.jobs("finish", execution, "--dst", "s3://out/x").exit()).isZero();

        assertThat(json(site.jobs("log", execution, "-o", "json"))
                        .get(0)
                        .path("message")
                        .asString())
                .isEqualTo("half way");
        var job =
                json(site.jobs("show", "--execution", execution, "-o", "json")).get(0);
        assertThat(job.path("status").asString()).isEqualTo("finished");
        assertThat(job.path("dst").asString()).isEqualTo("s3://out/x");
        assertThat(json(site.jobs("show", job.path("dataset").asString(), "-o", "json"))
                        .get(0))
                .isEqualTo(job);
        assertThat(json(site.jobs("history", job.path("job").asString(), "-o", "json"))
                        .get(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("finished");
        var status = json(site.jobs("status", "-o", "json")).get(0);
        assertThat(status.path("finished").asLong()).isOne();
        assertThat(status.path("ready").asLong()).isEqualTo(19);
    }

    @Test
    void aStaleReportIsAConflictAndAnUnknownOneIsNotFound() {
        site.processor("p", 1, d -> d);
        site.jobs("next", "--processor", "p");
        site.jobs("release", "1");
        site.jobs("next", "--processor", "p");

        var stale = site.jobs("finish", "1");
        var unknown = site.jobs("finish", "4711");
        var lost = site.jobs("heartbeat", "1");

        assertThat(stale.exit()).isEqualTo(6);
        assertThat(stale.err())
                .startsWith("error: conflict  execution 1: the report is refused")
                .contains("next: waybill jobs show --execution 1");
        assertThat(unknown.exit()).isEqualTo(5);
        assertThat(lost.exit()).isEqualTo(6);
        assertThat(site.jobs("finish", "2").exit()).isZero();
        assertThat(site.texts("SELECT status FROM bnp.job")).containsExactly("finished");
    }

    @Test
    void aPermanentFailureIsNotTriedAgainUntilSomebodySaysSo() {
        site.processor("p", 2, d -> d);
        site.jobs("next", "--processor", "p");
        site.jobs("fail", "1", "--message", "broken file", "--permanent");

        var dry = site.jobs(
                "retry", "--processor", "p", "--status", "failed", "--error", "broken", "--dry-run", "-o", "csv");
        long failed = site.number("SELECT count(*) FROM bnp.job WHERE status = 'failed'");
        var wet = site.jobs("retry", "--processor", "p", "--status", "failed", "--error", "broken", "-o", "csv");

        assertThat(dry.out()).isEqualTo("matched,would_change\n1,1\n");
        assertThat(failed).isOne();
        assertThat(wet.out()).isEqualTo("matched,changed\n1,1\n");
        assertThat(site.number("SELECT count(*) FROM bnp.job WHERE status = 'ready'"))
                .isEqualTo(2);
    }

    @Test
    void noJobNowIsNotFoundAndAPausedProcessorHasNone() {
        site.processor("p", 1, d -> d);

        site.jobs("processor", "pause", "p");
        var paused = site.jobs("next", "--processor", "p");
        site.jobs("processor", "resume", "p");
        site.jobs("pause");
        var allPaused = site.jobs("next", "--processor", "p");
        site.jobs("resume");

        assertThat(paused.exit()).isEqualTo(5);
        assertThat(paused.err()).contains("there is no job now");
        assertThat(allPaused.exit()).isEqualTo(5);
        assertThat(site.jobs("next", "--processor", "p").exit()).isZero();
    }

    @Test
    void assignmentsForAShellAreQuotedWhateverAPathHolds() {
        int processor = site.processor("p", 0, d -> d);
        site.offer(processor, 1, "s3://in/it's; rm -rf $HOME ");

        var next = site.jobs("next", "--processor", "p", "--shell");

        assertThat(next.out()).isEqualTo("execution=1 src='s3://in/it'\\''s; rm -rf $HOME 0' dst=''\n");
    }

    @Timeout(300)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "next --processor nobody | 5 | no processor \"nobody\"",
                "list --processor nobody | 5 | no processor \"nobody\"",
                "show 4711 | 5 | no such job",
                "show | 2 | Missing required",
                "list --status lost | 2 | expected one of ready",
                "list --since yesterday | 2 | --since",
                "retry | 2 | all of all processors at once",
                "retry 4711 | 5 | none of these numbers",
                "processor create p | 2 | products:",
                "processor create p --pattern [ --pattern-mode regex | 2 | pattern",
                "processor create a/b --product x | 2 | name",
                "processor create p --product x --lease fast | 2 | expected a duration",
                "plan | 2 | products:",
                "plan --product p --pattern [ --pattern-mode regex | 2 | pattern",
                "plan --product p --path-rule safe | 2 | path_rule",
                "plan --product p --examples -1 | 2 | examples",
                "discover --watch --every 0s | 2 | --every",
                "discover --watch --reconcile-every 0h | 2 | --reconcile-every",
                "api --port 0 --reconcile-every 0s | 2 | --reconcile-every",
                "worker --processor p --timeout 0s -- true | 2 | --timeout",
                "worker --processor p --dst out/{nmae} -- true | 2 | {nmae}",
                "worker --processor p -- /no/such/program | 5 | no program",
                "worker --processor p --concurrency 0 -- true | 2 | 1 to 256",
                "worker --processor nobody -- true | 5 | no processor",
                "heartbeat 4711 | 6 | does not run",
                "log 4711 | 5 | there is no execution",
            })
    void whatCannotBeDoneSaysSoInOneLine(String words, int exit, String said) {
        var run = site.jobs(words.split(" "));

        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(run.err()).startsWith("error: ").contains(said).doesNotContain("Exception", "\tat ");
    }

    @Test
    void aPatternThatIsNoneTakesNoJob() {
        site.processor("p", 1, d -> d.withSources(d.sources().withPattern("in", PatternMode.REGEX)));

        var next = site.jobs("next", "--processor", "p", "--pattern", "(");

        assertThat(next.exit()).isEqualTo(2);
        assertThat(next.err())
                .startsWith("error: usage")
                .contains("parentheses")
                .doesNotContain("Exception");
        assertThat(site.texts("SELECT status FROM bnp.job")).containsExactly("ready");
    }

    @Test
    void aDatabaseThatIsAwayIsUnreachable() {
        var run = with(Map.of("WAYBILL_JOBS_URL", "postgresql://127.0.0.1:1/datacube"), "status");

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).contains("127.0.0.1:1").doesNotContain("Exception");
    }

    @Test
    void aWrongPasswordIsAMatterOfConfigurationAndIsNotShown() {
        var run = with(Map.of("WAYBILL_JOBS_PASSWORD", "open-sesame"), "status");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("waybill").doesNotContain("open-sesame");
    }

    @Test
    void aDatabaseWithoutTheSchemaSaysHowToInstallIt() throws SQLException {
        var bare = JobsSite.cube();

        var run = with(Map.of("WAYBILL_JOBS_URL", bare.waybill().url()), "status");
        var install = with(Map.of("WAYBILL_JOBS_URL", bare.waybill().url()), "install");
        var again = with(Map.of("WAYBILL_JOBS_URL", bare.waybill().url()), "install");
        bare.drop();

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("waybill jobs install");
        assertThat(install.exit()).isZero();
        assertThat(install.err()).contains("schema bnp is at step");
        assertThat(again.err()).contains("is up to date");
    }

    @Test
    void withoutADatabaseNamedItSaysWhatToName() {
        var run = CommandRun.with(Map.of("HOME", "/nowhere"), "jobs", "status");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("WAYBILL_JOBS_URL").contains("waybill up");
    }

    @Test
    void aPathThatNoRuleMapsFailsWithAWarning() throws SQLException {
        SampleIndex.of(site.datacube(), IndexForm.AGDC).add(SampleProduct.LS8_C2L2, 0, 3);
        site.jobs("processor", "create", "landsat", "--product", "ls8_c2l2", "--path-rule", "^file:(.*)$ => \\1");

        var found = site.jobs("discover");

        assertThat(found.err()).contains("warning: 3 sources of landsat have a path that its rule says nothing of");
        assertThat(site.texts("SELECT DISTINCT status FROM bnp.job")).containsExactly("failed");
        assertThat(site.jobs("next", "--processor", "landsat").exit()).isEqualTo(5);
    }

    private CommandRun with(Map<String, String> changes, String... words) {
        var environment = new HashMap<>(site.environment());
        environment.putAll(changes);
        String[] all = new String[words.length + 1];
        all[0] = "jobs";
        System.arraycopy(words, 0, all, 1, words.length);
        return CommandRun.with(environment, all);
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.exit()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }
}
