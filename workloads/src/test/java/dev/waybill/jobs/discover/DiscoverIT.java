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
import dev.waybill.jobs.processor.JobOrder;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.SampleIndex;
import dev.waybill.local.postgres.SampleProduct;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@Timeout(180)
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

    @ParameterizedTest
    @EnumSource
    void aSourceThatIsCommittedLateIsFoundThoughTheNewestWasSeenBefore(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form);
                Connection late = cube.datacube.owner().connect();
                Statement statement = late.createStatement()) {
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);
            late.setAutoCommit(false);
            statement.execute(cube.adding(1, "l1c", "//bucket/late"));
            cube.add(2, "l1c", "//bucket/early");
            Pass first = discover.pass(processor);
            Pass second = discover.pass(processor);
            String naive = cube.hasLocations() ? cube.text("SELECT max(id) FROM " + cube.locations()) : "0";

            late.commit();
            Pass third = discover.pass(processor);

            assertThat(first.changes().added()).isEqualTo(1);
            assertThat(first.holders()).hasSize(1);
            assertThat(second.changes().added()).isZero();
            assertThat(third.changes().added()).isEqualTo(1);
            assertThat(discover.pass(processor).holders()).isEmpty();
            if (cube.hasLocations()) {
                assertThat(cube.text("SELECT count(*) FROM " + cube.locations() + " WHERE id > " + naive))
                        .as("what a mark at the newest would have found")
                        .isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IndexForm.class,
            names = {"AGDC", "ODC"})
    void nothingOfTwelveWritersIsLostWhereAMarkAtTheNewestLosesSome(IndexForm form) throws Exception {
        int writers = 12;
        int each = 30;
        try (Cube cube = Cube.of(form)) {
            Processor processor = cube.create(cube.definition());
            var discover = new Discover(cube.database);
            ExecutorService threads = Executors.newFixedThreadPool(writers);
            try {
                var running = new ArrayList<Future<?>>();
                for (int writer = 0; writer < writers; writer++) {
                    int first = writer * each;
                    running.add(threads.submit(write(cube, first, each)));
                }
                long found = 0;
                var naive = new NaiveMark(cube);
                while (!running.stream().allMatch(Future::isDone)) {
                    found += discover.pass(processor).changes().added();
                    naive.pass();
                }
                for (Future<?> writer : running) {
                    writer.get();
                }
                found += discover.pass(processor).changes().added();
                naive.pass();

                assertThat(found).isEqualTo((long) writers * each);
                assertThat(cube.text("SELECT count(*) FROM bnp.job")).isEqualTo(Integer.toString(writers * each));
                assertThat(naive.found()).isLessThan(writers * each);
                System.out.printf(
                        "%s: a mark at the newest lost %d of %d%n",
                        form, writers * each - naive.found(), writers * each);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Holds each transaction open for a while after its insert, as loaders do. */
    private static Callable<Boolean> write(Cube cube, int first, int count) {
        return () -> {
            try (Connection connection = cube.datacube.owner().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int number = first; number < first + count; number++) {
                    statement.execute(cube.adding(number, "l1c", "//bucket/" + number));
                    statement.execute("SELECT pg_sleep(random() * 0.05)");
                    connection.commit();
                }
            }
            return true;
        };
    }

    /** What is often done instead: remember the newest, and look behind it. */
    private static final class NaiveMark {
        private final Cube cube;
        private String mark;
        private int found;

        NaiveMark(Cube cube) {
            this.cube = cube;
            this.mark = cube.hasLocations() ? "0" : "-infinity";
        }

        void pass() {
            String column = cube.hasLocations() ? "id" : "updated";
            String table = cube.hasLocations() ? cube.locations() : "odc.dataset";
            String seen = cube.text("SELECT count(*) || ' ' || coalesce(CAST(max(" + column + ") AS text), '" + mark
                    + "') FROM " + table + " WHERE " + column + " > '" + mark + "'");
            found += Integer.parseInt(seen.substring(0, seen.indexOf(' ')));
            mark = seen.substring(seen.indexOf(' ') + 1);
        }

        int found() {
            return found;
        }
    }

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

    @Test
    void aDocumentThatSaysNonsenseOfItsTimeStopsNobody() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            List<String> documents = List.of(
                    "{\"properties\": {\"datetime\": \"2024-02-31T25:61:00Z\"}}",
                    "{\"properties\": {\"datetime\": \"2024-02-31T00:00:00Z\"}}",
                    "{\"properties\": {\"datetime\": \"soon\", \"created\": 7}}",
                    "{\"properties\": {\"datetime\": \"2024-05-06T01:00:00.5+02:00\"}}",
                    "{\"properties\": {\"datetime\": \"2024-05-06\"}}",
                    "{\"properties\": [1, 2]}",
                    "[1, 2]",
                    "\"text\"",
                    "{\"extent\": {\"center_dt\": \"2019-05-06 07:08:09\"}}");
            for (int i = 0; i < documents.size(); i++) {
                cube.add(i, "l1c", "//bucket/" + i);
                cube.index("UPDATE agdc.dataset SET metadata = '" + documents.get(i) + "' WHERE id = " + Cube.id(i));
            }
            cube.add(9, "l1c", "//bucket/9_S2B_MSIL1C_20230405T060708_T33VWJ_x");
            cube.index("UPDATE agdc.dataset SET metadata = '{}' WHERE id = " + Cube.id(9));

            new Discover(cube.database).pass(cube.create(cube.definition()));

            assertThat(cube.jobs("right(split_part(uri, '_', 1), 1) || '=', acquired AT TIME ZONE 'UTC', tile"))
                    .containsExactly(
                            "0=",
                            "1= 2024-03-02 00:00:00",
                            "2=",
                            "3= 2024-05-05 23:00:00",
                            "4= 2024-05-06 00:00:00",
                            "5=",
                            "6=",
                            "7=",
                            "8= 2019-05-06 07:08:09",
                            "9= 2023-04-05 06:07:08 33VWJ");
        }
    }

    @Test
    void aTimeIsReadByItsFormAndWhatIsNoneIsNone() throws Exception {
        var times = new TreeMap<String, String>();
        times.put("2024-05-06T07:08:09Z", "2024-05-06 07:08:09");
        times.put("2024-05-06T07:08:09.987654Z", "2024-05-06 07:08:09");
        times.put("2024-05-06 07:08:09", "2024-05-06 07:08:09");
        times.put("2024-05-06T07:08:09-02:30", "2024-05-06 09:38:09");
        times.put("2024-05-06T07:08:09.5+15:59", "2024-05-05 15:09:09");
        times.put("2024-05-06T07:08:09+16:00", "2024-05-06 07:08:09");
        times.put("1000-01-01", "1000-01-01 00:00:00");
        times.put("2999-12-31T23:59:59Z", "2999-12-31 23:59:59");
        times.put("2023-02-29T00:00:00Z", "2023-03-01 00:00:00");
        for (String none : List.of(
                "0999-01-01",
                "3000-01-01",
                "2024-00-10",
                "2024-13-10",
                "2024-01-32",
                "2024-01-01T24:00:00",
                "2024-01-01T00:60:00",
                "2024-01-01T00:00:60",
                "2024-01-01T00:00",
                "2024-01-01Z",
                "2024/01/01",
                "2024-1-001T00:00:00",
                "20-4-01-01T00:00:00",
                "2024-+1-01T00:00:00",
                "2024- 1-01T 0: 0: 0",
                "２０２４-01-01T00:00:00")) {
            times.put(none, "");
        }
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            int number = 0;
            for (String text : times.keySet()) {
                cube.add(number, "l1c", "//bucket/" + text);
                cube.change(number++, "{\"properties\": {\"datetime\": \"" + text + "\"}}");
            }

            new Discover(cube.database).pass(cube.create(cube.definition()));

            var read = new TreeMap<String, String>();
            for (String each : cube.jobs("substr(uri, 13), '=', acquired AT TIME ZONE 'UTC'")) {
                String[] parts = each.split(" = ?", 2);
                read.put(parts[0], parts[1]);
            }
            assertThat(read).isEqualTo(times);
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

    @ParameterizedTest
    @CsvSource({"OLDEST, a1 b2 a3 b4 -5", "NEWEST, b4 a3 b2 a1 -5", "TILE, a3 a1 b4 b2 -5"})
    void theOrderIsComputedOnce(JobOrder order, String expected) throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            for (String source : List.of("b4", "a1", "-5", "b2", "a3")) {
                int number = Integer.parseInt(source.substring(1));
                cube.add(number, "l1c", "//bucket/" + source);
                String document = source.startsWith("-")
                        ? "{\"properties\": {}}"
                        : "{\"properties\": {\"datetime\": \"2024-01-0" + number
                                + "T00:00:00Z\", \"odc:region_code\": \"" + source.charAt(0) + "\"}}";
                cube.change(number, document);
            }

            new Discover(cube.database)
                    .pass(cube.create(cube.definition().withOrder(order).withPriority(7)));

            assertThat(
                            cube.text(
                                    "SELECT string_agg(right(uri, 2), ' ' ORDER BY priority DESC, sort_key, id) FROM bnp.sourced_job"))
                    .isEqualTo(expected);
            assertThat(cube.text("SELECT DISTINCT priority FROM bnp.job")).isEqualTo("7");
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
