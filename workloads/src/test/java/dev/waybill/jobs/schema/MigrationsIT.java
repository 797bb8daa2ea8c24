package dev.waybill.jobs.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.jobs.JobsSite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsIT {
    private static final List<Step> STEPS =
            List.of(new Step(1, "one", "CREATE TABLE bnp.one ()"), new Step(2, "two", "CREATE TABLE bnp.two ()"));

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.empty();
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void theSchemaIsInstalledOnceAndThenItIsThere() {
        var migrations = new Migrations(site.database);

        assertThat(migrations.install().steps()).startsWith("tables", "functions");
        assertThat(migrations.install().steps()).isEmpty();
        migrations.check();
    }

    @Test
    void onlyWhatIsMissingIsInstalled() {
        new Migrations(site.database, STEPS.subList(0, 1)).install();

        assertThat(new Migrations(site.database, STEPS).install().steps()).containsExactly("two");
    }

    @Test
    void aStepThatFailsLeavesNothing() {
        var broken = List.of(STEPS.get(0), new Step(2, "broken", "CREATE TABLE bnp.two (); SELECT 1/0"));

        assertThatThrownBy(() -> new Migrations(site.database, broken).install())
                .hasMessageContaining("division by zero");

        assertThat(site.one(Long.class, "SELECT count(*) FROM pg_tables WHERE schemaname = 'bnp'"))
                .isZero();
    }

    @Test
    void manyThatInstallAtOnceInstallOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var installed = new ArrayList<String>();
        try {
            Callable<List<String>> install =
                    () -> new Migrations(site.database).install().steps();
            for (Future<List<String>> each : threads.invokeAll(List.of(install, install, install, install))) {
                installed.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(installed).doesNotHaveDuplicates().startsWith("tables");
    }

    @Test
    void aSchemaThatIsNotThereIsNamedWithTheCommandThatInstallsIt() {
        misconfigured(() -> new Migrations(site.database).check(), "not installed", "waybill jobs install");
    }

    @Test
    void anOlderSchemaIsNamedWithWhatItLacks() {
        new Migrations(site.database, STEPS.subList(0, 1)).install();

        misconfigured(
                () -> new Migrations(site.database, STEPS).check(), "lacks the steps [2]", "waybill jobs install");
    }

    @Test
    void aNewerSchemaIsLeftAlone() {
        new Migrations(site.database, STEPS).install();
        var older = new Migrations(site.database, STEPS.subList(0, 1));

        misconfigured(older::install, "newer program (step 2, this one knows 1)");
        misconfigured(older::check, "newer program");
    }

    @Test
    void aStepThatWasChangedAfterItWasInstalledIsRefused() {
        new Migrations(site.database, STEPS).install();
        var changed = new Migrations(site.database, List.of(STEPS.get(0), new Step(2, "two", "SELECT 1")));

        misconfigured(changed::install, "step 2 (two)", "in another form");
    }

    @Test
    void aTableOfTheSeedsIsNotTouchedAndItsImportIsNamed() {
        site.execute("CREATE SCHEMA bnp; CREATE TABLE bnp.process_executions (id serial PRIMARY KEY, status text);"
                + " INSERT INTO bnp.process_executions (status) VALUES ('finished')");
        var migrations = new Migrations(site.database);

        misconfigured(migrations::install, "table of another program", "waybill jobs import");
        misconfigured(migrations::check, "waybill jobs import");
        assertThat(site.one(Long.class, "SELECT count(*) FROM bnp.process_executions"))
                .isEqualTo(1);
    }

    private static void misconfigured(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.MISCONFIGURED))
                .hasMessageContainingAll(words);
    }
}
