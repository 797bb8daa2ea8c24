package dev.waybill.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.Cube;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.index.Selection;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.Identity;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.local.postgres.IndexForm;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What becomes of the sources of an index, in each of its forms. */
@Timeout(600)
final class DiscoverIT {
    @ParameterizedTest
    @EnumSource
    void eachWantedSourceBecomesOneJobInEveryFormOfTheIndex(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            cube.add(1, "l1c", "//tenant:bucket/a/S2B_MSIL1C_1.stac.json");
            cube.add(2, "l2a", "//tenant:bucket/a/S2B_MSIL2A_1.stac.json");
            cube.add(3, "l1c", "//tenant:bucket/b/stac_item.json");
            cube.add(4, "l1c", "//tenant:bucket/c/gone.stac.json");
            cube.archive(4);
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);

            Pass first = discover.pass(processor);
            Pass second = discover.pass(processor);

            assertThat(first.changes().added()).isEqualTo(2);
            assertThat(second.changes()).isEqualTo(Changes.NONE);
            assertThat(cube.jobs("status, action, product, uri, src, tile, acquired AT TIME ZONE 'UTC'"))
                    .containsExactly(
                            "ready process l1c s3://tenant:bucket/a/S2B_MSIL1C_1.stac.json"
                                    + " s3://tenant:bucket/a/S2B_MSIL1C_1.SAFE 33VWJ 2024-09-01 10:36:29",
                            "ready process l1c s3://tenant:bucket/b/stac_item.json s3://tenant:bucket/b 33VWJ"
                                    + " 2024-09-01 10:36:29");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theIndexIsReadOnlyForTheUserAndNothingOfItIsLocked(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            cube.add(1, "l1c", "//bucket/one");
            Processor processor = cube.create(cube.definition());

            List<String> locks = cube.database.transact(handle -> {
                var index = SourceIndex.find(handle, cube.kind());
                var offer = new Offer(processor.id(), Selection.of(index, processor.definition()));
                var shares = new Shares(cube.database);
                Walk walk = index.hasLocations() ? new LocationWalk(offer, shares) : new ChangeWalk(offer, shares);
                assertThat(walk.step(handle, Walk.Position.START).changes().added())
                        .isEqualTo(1);
                return handle.createQuery("SELECT DISTINCT l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                                + " WHERE l.pid = pg_backend_pid() AND c.relnamespace = CAST(:schema AS regnamespace)")
                        .bind("schema", form.schema())
                        .mapTo(String.class)
                        .list();
            });

            assertThat(locks).containsExactly("AccessShareLock");
            assertThat(cube.text(
                            "SELECT has_table_privilege('" + form.schema() + ".dataset', 'INSERT, UPDATE, DELETE')"))
                    .isEqualTo("f");
        }
    }

    @Test
    void whoListensIsToldOnceForEachPassThatBroughtWork() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC);
                Connection connection = cube.datacube.waybill().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + Database.CHANNEL);
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);
            cube.add(1, "l1c", "//bucket/one");
            cube.add(2, "l1c", "//bucket/two");

            discover.pass(processor);
            discover.pass(processor);
            statement.execute("SELECT 1");

            PGNotification[] told = connection.unwrap(PGConnection.class).getNotifications();
            assertThat(told).extracting(PGNotification::getParameter).containsExactly(Integer.toString(processor.id()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IndexForm.class,
            names = {"AGDC", "ODC_WITH_LOCATION"})
    void aDatasetWithTwoLocationsIsOneSourceAtItsLatestOrTwo(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            cube.add(1, "l1c", "//bucket/first");
            cube.index("INSERT INTO " + cube.locations() + " (dataset_ref, uri_scheme, uri_body) VALUES (" + Cube.id(1)
                    + ", 's3', '//bucket/second')");
            SourceSelection sources = cube.definition().sources();
            Processor byDataset = cube.create(ProcessorDefinition.of("by-dataset", sources));
            Processor byLocation =
                    cube.create(ProcessorDefinition.of("by-location", sources.withIdentity(Identity.LOCATION)));

            new Discover(cube.database).pass(byDataset);
            new Discover(cube.database).pass(byLocation);

            assertThat(cube.text(
                            "SELECT string_agg(p.name || '=' || j.src, ' ' ORDER BY p.name, j.src) FROM bnp.sourced_job j"
                                    + " JOIN bnp.processor p ON p.id = j.processor_id"))
                    .isEqualTo(
                            "by-dataset=s3://bucket/second by-location=s3://bucket/first by-location=s3://bucket/second");
        }
    }

    @Test
    void anIndexThatIsNotThereOrMayNotBeReadIsNamed() throws Exception {
        try (Cube cube = Cube.of(IndexForm.ODC)) {
            Processor elsewhere = cube.create(
                    ProcessorDefinition.of("elsewhere", SourceSelection.ofProducts(IndexKind.AGDC, List.of("l1c"))));
            Processor byLocation = cube.create(ProcessorDefinition.of(
                    "by-location", cube.definition().sources().withIdentity(Identity.LOCATION)));
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);

            assertThatThrownBy(() -> discover.pass(elsewhere))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("no Open Data Cube index in schema agdc");
            assertThatThrownBy(() -> discover.pass(byLocation))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("has no locations to tell sources by");
            cube.index("REVOKE SELECT ON odc.dataset FROM odc_user");
            assertThatThrownBy(() -> discover.pass(processor))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("may not be read by this user");
            assertThat(cube.jobs("uri")).isEmpty();
        }
    }

    @Test
    void nothingIsFoundForAProcessorThatIsDisabled() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            cube.add(1, "l1c", "//bucket/one");
            Processor processor =
                    cube.processors.disable(cube.create(cube.definition()).id());

            Pass pass = new Discover(cube.database).pass(processor);

            assertThat(pass.changes()).isEqualTo(Changes.NONE);
            assertThat(cube.jobs("uri")).isEmpty();
        }
    }
}
