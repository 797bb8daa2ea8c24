package dev.waybill.bench.jobs;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.database.Password;
import dev.waybill.jobs.discover.Changes;
import dev.waybill.jobs.discover.Discover;
import dev.waybill.jobs.discover.Reconcile;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.PatternMode;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.Datacube;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.Login;
import dev.waybill.local.postgres.PostgresServer;
import dev.waybill.local.postgres.SampleIndex;
import dev.waybill.local.postgres.SampleProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From an index of a million products, with documents of 2 to 4 kB or of 200 to 300 bytes, to jobs: all of them, those of one product, and what a pass
 * costs when there is nothing new. Held against the limits that were set.
 */
final class DiscoverBenchmark {
    private static final int SOURCES = 1_000_000;
    private static final int IDLE_PASSES = 200;
    private static final double LIMIT_SECONDS = 30;
    private static final double LIMIT_IDLE_MILLIS = 5;

    private DiscoverBenchmark() {}

    static List<Result> measure(Options options) throws Exception {
        int sources = options.quick() ? SOURCES / 20 : SOURCES;
        var settings = new PostgresServer.Settings(
                0,
                Optional.empty(),
                Map.of("fsync", "on", "shared_buffers", "1GB", "max_wal_size", "8GB", "checkpoint_timeout", "30min"));
        var results = new ArrayList<Result>();
        try (var server = PostgresServer.start(settings)) {
            for (IndexForm form : List.of(IndexForm.AGDC, IndexForm.ODC)) {
                for (Documents documents : Documents.values()) {
                    String kind = form.schema() + " " + documents;
                    if (options.takes("discover " + kind) || options.takes("reconcile " + kind)) {
                        results.addAll(measure(server, form, documents, sources, options));
                    }
                }
            }
        }
        return results;
    }

    /** How long they are. */
    private enum Documents {
        WHOLE,
        SHORT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static List<Result> measure(
            PostgresServer server, IndexForm form, Documents documents, int sources, Options options) throws Exception {
        String name = form.schema() + ", " + String.format("%,d", sources) + " sources, " + documents;
        Datacube datacube = Datacube.open(server, "bench_" + form.schema(), Set.of(form));
        SampleIndex whole = SampleIndex.of(datacube, form);
        SampleIndex index = documents == Documents.SHORT ? whole.withShortDocuments() : whole;
        index.addMixed(sources);
        Login login = datacube.waybill();
        var settings = DatabaseSettings.of(login.url()).withUser(login.user(), new Password(login.password()));
        try (var statement = datacube.superuser().connect().createStatement();
                var database = Database.open(settings)) {
            statement.execute("VACUUM ANALYZE");
            new Migrations(database).install();
            var l1c = new Processors(database)
                    .create(ProcessorDefinition.of(
                            "l1c", SourceSelection.ofProducts(kind(form), List.of("s2_msil1c"))));
            var results = measureDiscover(
                    database, form, name, sources, l1c, () -> index.add(SampleProduct.S2_MSIL1C, sources, 1));
            if (options.takes("reconcile " + form.schema() + " " + documents)) {
                results.addAll(measureReconcile(database, name, l1c));
            }
            return results;
        } finally {
            datacube.drop();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static IndexKind kind(IndexForm form) {
        return form == IndexForm.AGDC ? IndexKind.AGDC : IndexKind.ODC;
    }

    private static List<Result> measureDiscover(
            Database database, IndexForm form, String name, int sources, Processor l1c, Step oneMore) throws Exception {
        var discover = new Discover(database);
        SourceSelection everything =
                SourceSelection.ofProducts(kind(form), List.of()).withPattern("/", PatternMode.LITERAL);
        Processor all = new Processors(database).create(ProcessorDefinition.of("all", everything));
        double limit = LIMIT_SECONDS * sources / SOURCES;

        var results = new ArrayList<Result>();
        double seconds =
                seconds(() -> expect(sources, discover.pass(all).changes().added()));
        results.add(Result.of("jobs", name + ", discover all", "first pass", "s", seconds)
                .against("limit", limit));
        long[] added = new long[1];
        seconds = seconds(() -> added[0] = discover.pass(l1c).changes().added());
        results.add(Result.of("jobs", name + ", discover " + String.format("%,d", added[0]), "first pass", "s", seconds)
                .against("limit", limit));
        results.add(Result.of("jobs", name + ", nothing new", "idle pass, median", "ms", idleMillis(discover, l1c))
                .against("limit", LIMIT_IDLE_MILLIS));
        oneMore.run();
        seconds = seconds(() -> expect(1, discover.pass(l1c).changes().added()));
        results.add(Result.of("jobs", name + ", one new", "pass", "ms", seconds * 1e3));
        return results;
    }

    /** After discover: nothing is to be found. */
    private static List<Result> measureReconcile(Database database, String name, Processor l1c) throws Exception {
        var reconcile = new Reconcile(database);
        var results = new ArrayList<Result>();
        double seconds = seconds(() -> require(Changes.NONE.equals(reconcile.run(l1c, true))));
        results.add(Result.of("jobs", name + ", reconcile, dry run", "duration", "s", seconds));
        seconds = seconds(() -> require(Changes.NONE.equals(reconcile.run(l1c, false))));
        results.add(Result.of("jobs", name + ", reconcile, nothing to do", "duration", "s", seconds));
        return results;
    }

    private static double idleMillis(Discover discover, Processor processor) throws Exception {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < IDLE_PASSES; i++) {
            millis.add(
                    seconds(() -> expect(0, discover.pass(processor).changes().added())) * 1e3);
        }
        millis.sort(Double::compare);
        return millis.get(IDLE_PASSES / 2);
    }

    private static double seconds(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void expect(long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException("expected " + expected + " new jobs, got " + found);
        }
    }

    private static void require(boolean isSo) {
        if (!isSo) {
            throw new IllegalStateException("expected nothing to reconcile");
        }
    }
}
