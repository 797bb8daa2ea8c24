package dev.waybill.cli.jobs;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.SampleIndex;
import dev.waybill.local.postgres.SampleProduct;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever watches the index finds what is new with every look, and the rest when it is due. */
@Timeout(300)
final class WatchIT {
    private static final String GONE = "SELECT count(*) FROM bnp.job WHERE source_gone";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @BeforeEach
    void open() throws SQLException {
        site = JobsSite.open();
        SampleIndex.of(site.datacube(), IndexForm.AGDC).add(SampleProduct.S2_MSIL1C, 0, 5);
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discover --watch --every 100ms --reconcile-every 1s",
                "api --port 0 --reconcile-every 1s",
            })
    void anArchivedSourceIsFoundWhenReconcilingIsDue(String words) throws Exception {
        create("l1c", "s2_msil1c");
        try (var process = site.start(folder.resolve("said"), words.split(" "))) {
            await().atMost(ofMinutes(2)).until(() -> site.number("SELECT count(*) FROM bnp.job") == 5);

            archiveOne();

            await().atMost(ofMinutes(2)).until(() -> site.number(GONE) == 1);
            assertThat(process.isAlive()).isTrue();
        }
    }

    @Test
    void nothingIsReconciledBeforeItIsDue() throws Exception {
        create("l1c", "s2_msil1c");
        watching(() -> {
            await().atMost(ofMinutes(2))
                    .until(() ->
                            site.number("SELECT count(*) FROM bnp.discovery WHERE reconciled_at IS NOT NULL") == 1);
            archiveOne();
            looks(3);
            long goneBefore = site.number(GONE);

            site.execute("UPDATE bnp.discovery SET reconciled_at = now() - interval '61 minutes'");

            await().atMost(ofMinutes(2)).until(() -> site.number(GONE) == 1);
            assertThat(goneBefore).isZero();
        });
    }

    @Test
    void aProcessorThatCannotBeLookedForStopsNoOther() throws Exception {
        create("a", "s2_msil1c");
        site.execute("UPDATE bnp.processor SET path_rule = '( => x'");
        site.jobs("processor", "create", "b", "--index", "odc", "--identity", "location", "--product", "s2_msil1c");
        create("c", "s2_msil1c");

        watching(() -> {
            await().atMost(ofMinutes(2)).until(() -> site.number("SELECT count(*) FROM bnp.job") == 5);
            looks(2);
        });

        assertThat(site.texts("SELECT DISTINCT p.name FROM bnp.job j JOIN bnp.processor p ON p.id = j.processor_id"))
                .containsExactly("c");
    }

    private void create(String name, String product) {
        assertThat(site.jobs("processor", "create", name, "--product", product).exit())
                .isZero();
    }

    private void archiveOne() throws SQLException {
        try (var connection = site.datacube().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE agdc.dataset SET archived = now() WHERE id = (SELECT min(id::text)::uuid FROM agdc.dataset)");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void watching(Step step) throws Exception {
        var discovery = new Discovery(site.database(), Optional.empty());
        var thread = new Thread(() -> {
            try {
                discovery.watch(ofMillis(20), ofHours(1), found -> {});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        try {
            step.run();
        } finally {
            discovery.stop();
            thread.join();
        }
    }

    /** So many times somebody has looked at the index since now. */
    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            site.execute("UPDATE bnp.discovery SET passed_at = now() - interval '1 minute'");
            await().atMost(ofMinutes(2))
                    .until(() -> site.number("SELECT count(*) FROM bnp.discovery"
                                    + " WHERE passed_at > now() - interval '30 seconds'")
                            == 1);
        }
    }
}
