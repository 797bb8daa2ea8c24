package dev.waybill.jobs.discover;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.Cube;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.index.Selection;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.SampleIndex;
import dev.waybill.local.postgres.SampleProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A pass in many steps: shared, met by another, killed, and what it reads. */
@Timeout(600)
final class WalkIT {
    @Test
    void twoDiscoverersAtOnceFindEverythingOnce() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            SampleIndex.of(cube.datacube, IndexForm.AGDC).withShortDocuments().add(SampleProduct.S2_MSIL1C, 0, 70_000);
            Processor processor = cube.create(samples(cube));
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try (var other = Database.open(Cube.settings(cube.datacube.waybill()))) {
                var one = threads.submit(() -> passes(cube.database, processor));
                var two = threads.submit(() -> passes(other, processor));

                assertThat(one.get() + two.get()).isEqualTo(70_000);
                assertThat(cube.text("SELECT count(*) FROM bnp.job")).isEqualTo("70000");
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AGDC", "ODC"})
    void aFullStepIsSharedAndNothingOfItIsLeftOut(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            SampleIndex.of(cube.datacube, form).withShortDocuments().add(SampleProduct.S2_MSIL1C, 0, 60_000);
            Processor processor = cube.create(samples(cube));

            Pass pass = new Discover(cube.database).pass(processor);

            assertThat(pass.changes().added()).isEqualTo(60_000);
            assertThat(cube.text("SELECT count(*) FROM bnp.job")).isEqualTo("60000");
            assertThat(cube.text("SELECT count(DISTINCT xmin::text) FROM bnp.job"))
                    .as("transactions: one for the first step, two for each of the others")
                    .isEqualTo("5");
        }
    }

    /** As after a bulk load: the planner knows nothing, and must not begin a step with all there are. */
    @Test
    void ofAnIndexThatWasNeverAnalyzedEachDatasetIsReadOnce() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            cube.index("ALTER TABLE agdc.dataset SET (autovacuum_enabled = off);"
                    + " ALTER TABLE agdc.dataset_location SET (autovacuum_enabled = off)");
            SampleIndex.of(cube.datacube, IndexForm.AGDC).withShortDocuments().add(SampleProduct.S2_MSIL1C, 0, 70_000);
            Processor processor = cube.create(samples(cube));
            String reads = "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables"
                    + " WHERE relid = CAST('agdc.dataset' AS regclass)";
            String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid()";
            try (Connection owner = cube.datacube.owner().connect()) {
                long before = number(owner, reads);

                assertThat(new Discover(cube.database).pass(processor).changes().added())
                        .isEqualTo(70_000);

                cube.database.close(); // a connection tells what it has read once the server has ended it
                await().atMost(ofMinutes(2)).until(() -> number(owner, others) == 0);
                assertThat(number(owner, reads) - before).isBetween(70_000L, 100_000L);
            }
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static long passes(Database database, Processor processor) {
        var discover = new Discover(database);
        long added = 0;
        Pass pass;
        do {
            pass = discover.pass(processor);
            added += pass.changes().added();
            if (!pass.isLeader()) {
                database.transact(handle -> {
                    Progress.lead(handle, processor.id()); // waits for the other one's step to end
                    return true;
                });
            }
        } while (!pass.isLeader() || pass.changes().added() > 0);
        return added;
    }

    private static ProcessorDefinition samples(Cube cube) {
        return ProcessorDefinition.of("ard", SourceSelection.ofProducts(cube.kind(), List.of("s2_msil1c")));
    }

    @ParameterizedTest
    @CsvSource({"AGDC, settled", "ODC, updated_id"})
    void aPassThatWasKilledGoesOnAfterItsLastStep(IndexForm form, String mark) throws Exception {
        try (Cube cube = Cube.of(form)) {
            SampleIndex.of(cube.datacube, form).withShortDocuments().add(SampleProduct.S2_MSIL1C, 0, 20_000);
            if (form == IndexForm.ODC) {
                // Older than the slack that new rows are given, and by one transaction.
                cube.index("ALTER TABLE odc.dataset DISABLE TRIGGER row_update_time_dataset;"
                        + " UPDATE odc.dataset SET updated = '2024-01-01'");
            }
            Processor processor = cube.create(samples(cube));
            try (var doomed =
                    Database.open(Cube.settings(cube.datacube.waybill()).withConnections(1))) {
                long added = doomed.transact(handle -> {
                    var index = SourceIndex.find(handle, cube.kind());
                    var offer = new Offer(processor.id(), Selection.of(index, processor.definition()));
                    var shares = new Shares(doomed);
                    Walk walk = index.hasLocations() ? new LocationWalk(offer, shares) : new ChangeWalk(offer, shares);
                    return walk.step(handle, Walk.Position.START).changes().added();
                });
                assertThat(added).isEqualTo(Walk.FIRST_ROWS);
                assertThatThrownBy(() -> doomed.transact(handle -> {
                            Progress.tryLead(handle, processor.id());
                            handle.execute("UPDATE bnp.discovery SET settled = 1000000, updated_to = now()");
                            return handle.createQuery("SELECT pg_terminate_backend(pg_backend_pid())")
                                    .mapTo(Boolean.class)
                                    .one();
                        }))
                        .isInstanceOf(DeliveryException.class);
            }
            String settled = cube.text("SELECT " + mark + " FROM bnp.discovery");

            Pass rest = new Discover(cube.database).pass(processor);

            assertThat(rest.isLeader()).isTrue();
            assertThat(rest.changes().added()).isEqualTo(20_000 - Walk.FIRST_ROWS);
            assertThat(cube.text("SELECT count(*) FROM bnp.job")).isEqualTo("20000");
            assertThat(cube.text("SELECT " + mark + " FROM bnp.discovery")).isNotEqualTo(settled);
        }
    }

    /** As where the connection that leads was lost, and another one leads while a share of the first is still at work. */
    @Test
    void whoMeetsAnotherOverTheSameSourceLooksAgain() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC);
                Connection other = cube.datacube.waybill().connect();
                Statement statement = other.createStatement()) {
            Processor processor = cube.create(cube.definition());
            cube.add(1, "l1c", "//bucket/one");
            cube.add(2, "l1c", "//bucket/two");
            other.setAutoCommit(false);
            statement.execute(
                    "WITH placed AS (INSERT INTO bnp.source (processor_id, source, dataset, location_id, product, uri,"
                            + " src) SELECT " + processor.id() + ", " + Cube.id(2) + "::text, " + Cube.id(2)
                            + ", 2, 'l1c', 's3://bucket/two', 's3://bucket/two' RETURNING id, processor_id)"
                            + " INSERT INTO bnp.job (id, processor_id) SELECT id, processor_id FROM placed");
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<Pass> pass = thread.submit(() -> new Discover(cube.database).pass(processor));
                String waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock'";
                while (cube.text(waiting).equals("0")) {
                    assertThat(pass).as("who has not met the other yet").isNotDone();
                }
                other.commit();

                assertThat(pass.get().changes().added()).isEqualTo(1);
            } finally {
                thread.shutdownNow();
            }
            assertThat(cube.jobs("status, uri")).containsExactly("ready s3://bucket/one", "ready s3://bucket/two");
        }
    }
}
