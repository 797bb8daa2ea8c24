package dev.waybill.bench.jobs;

import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Report;
import dev.waybill.jobs.claim.Worker;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.SourceSelection;
import java.util.List;

/**
 * The jobs of one processor, as discover leaves them for an index of some size, and one worker. Used by one thread.
 *
 * <p>What was measured is put back, so that each round finds the same.
 */
public final class JobQueue {
    /** Of an index's sources, those that a processor of one product has. */
    private static final double SHARE = 0.45;

    private static final int MOST = 2_000;

    private final Database database;
    private final Claims claims;
    private final int sources;
    private final Worker worker;

    private JobQueue(Database database, int sources, Worker worker) {
        this.database = database;
        this.claims = new Claims(database);
        this.sources = sources;
        this.worker = worker;
    }

    /** Empties the tables, and fills them for an index of so many rows. */
    public static JobQueue fill(Database database, int indexRows) {
        int sources = (int) (indexRows * SHARE);
        database.run(
                handle -> handle.execute(
                        "TRUNCATE bnp.source, bnp.job, bnp.execution, bnp.log, bnp.worker, bnp.discovery, bnp.processor RESTART IDENTITY"));
        int processor = new Processors(database)
                .create(ProcessorDefinition.of("l2a", SourceSelection.ofProducts(IndexKind.AGDC, List.of("s2_l1c"))))
                .id();
        database.run(handle -> handle.execute("""
                INSERT INTO bnp.source (processor_id, source, dataset, location_id, product, uri, src, tile, acquired)
                SELECT ?, d.id::text, d.id, g, 's2_l1c', p.path || '.stac.json', p.path || '.SAFE',
                    'T33V' || chr(65 + g % 26) || chr(65 + g / 26 % 26),
                    timestamptz '2018-01-01' + g * interval '20 s'
                FROM generate_series(1, ?) g
                CROSS JOIN LATERAL (SELECT md5(g::text || 'dataset')::uuid AS id) d
                CROSS JOIN LATERAL (SELECT 's3://d49b125f138b4dd9b225925950e638bc:eodata-sentinel2/2018/S2A_MSIL1C_2018'
                    || lpad(g::text, 8, '0') || '_N0206_R008_T33VWJ_' || md5(g::text) AS path) p
                """, processor, sources));
        database.run(handle -> handle.execute("""
                INSERT INTO bnp.job (id, processor_id, sort_key, source_hash)
                SELECT id, processor_id, location_id, md5(location_id::text) FROM bnp.source ORDER BY id
                """));
        var queue = new JobQueue(database, sources, new Claims(database).register(processor, "bench"));
        queue.tidy();
        return queue;
    }

    /** Lets that part of the jobs be done, the first ones, with their history. */
    public void finish(int percent) {
        database.run(handle -> handle.execute("""
                WITH done AS (
                    UPDATE bnp.job SET status = 'finished', execution = nextval('bnp.execution_number'), attempts = 1,
                        worker = 'earlier', claimed_at = now(), claimed_version = '1', processor_version = '1',
                        dst_path = '/out/' || sort_key, finished_at = now()
                    WHERE sort_key <= ? AND status = 'ready'
                    RETURNING id, execution, processor_id, dst_path
                )
                INSERT INTO bnp.execution (execution, job_id, processor_id, worker, action, attempt, started, ended,
                    outcome, dst_path)
                SELECT execution, id, processor_id, 'earlier', 'process', 1, now(), now(), 'finished', dst_path FROM done
                """, (long) sources * percent / 100));
        tidy();
    }

    private void tidy() {
        for (String table : List.of("bnp.source", "bnp.job", "bnp.execution")) {
            database.run(handle -> handle.execute("VACUUM ANALYZE " + table));
        }
    }

    /** Jobs that a round may take, so that some are left. */
    public int room(int percentDone) {
        return (int) Math.min(MOST, sources * (100L - percentDone) / 100 * 8 / 10);
    }

    /**
     * Changes the only row of a table so often, each time in a transaction of its own; returns nanoseconds. No claim that is safe on
     * the disk costs less.
     */
    public long updateBarely(int times) {
        database.run(handle -> handle.execute("CREATE TABLE IF NOT EXISTS bnp.bare AS SELECT 0 AS n"));
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            expect(1, database.call(handle -> handle.execute("UPDATE bnp.bare SET n = n + 1")));
        }
        return System.nanoTime() - start;
    }

    /** Claims so many, one by one; returns nanoseconds. */
    public long claimSingly(int jobs) {
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            expect(1, claims.claim(worker, 1, Action.ALL).size());
        }
        return putBack(System.nanoTime() - start);
    }

    /** Claims and finishes so many, in batches; returns nanoseconds. */
    public long claimAndFinish(int jobs, int batch) {
        long start = System.nanoTime();
        for (int done = 0; done < jobs; done += batch) {
            List<Claimed> claimed = claims.claim(worker, batch, Action.ALL);
            expect(batch, claimed.size());
            claims.report(claimed.stream()
                    .map(each -> Report.finished(each.execution(), "/out/" + each.job()))
                    .toList());
        }
        return putBack(System.nanoTime() - start);
    }

    /** Finishes all there are in batches until nothing is left; returns nanoseconds. */
    public long drain(int batch) {
        long start = System.nanoTime();
        int left = sources;
        while (left > 0) {
            List<Claimed> claimed = claims.claim(worker, batch, Action.ALL);
            claims.report(claimed.stream()
                    .map(each -> Report.finished(each.execution(), "/out/" + each.job()))
                    .toList());
            left -= claimed.size();
        }
        return System.nanoTime() - start;
    }

    /** Asks so often though all are done; returns nanoseconds. */
    public long pollInVain(int polls) {
        long start = System.nanoTime();
        for (int i = 0; i < polls; i++) {
            expect(0, claims.claim(worker, 1, Action.ALL).size());
        }
        return System.nanoTime() - start;
    }

    /** Reads the history of so many products, one by one; returns nanoseconds. */
    public long readHistory(int products) {
        long start = System.nanoTime();
        for (int i = 0; i < products; i++) {
            long source = 1 + (long) i * 7919 % (sources * 9L / 10);
            String dataset = database.call(handle -> handle.createQuery(
                            "SELECT string_agg(CAST(e.outcome AS text), ',' ORDER BY e.execution) FROM bnp.source s JOIN bnp.execution e"
                                    + " ON e.job_id = s.id WHERE s.processor_id = ? AND s.source = md5(? || 'dataset')::uuid::text")
                    .bind(0, worker.processorId())
                    .bind(1, Long.toString(source))
                    .mapTo(String.class)
                    .findOne()
                    .orElse(""));
            expect(0, dataset.indexOf("finished"));
        }
        return System.nanoTime() - start;
    }

    private static void expect(int expected, int got) {
        if (expected != got) {
            throw new IllegalStateException("expected " + expected + ", got " + got);
        }
    }

    /** Not a part of what is measured. */
    private long putBack(long nanos) {
        database.run(handle -> {
            handle.execute("DELETE FROM bnp.execution WHERE worker = 'bench'");
            handle.execute(
                    "UPDATE bnp.job SET status = 'ready', attempts = 0, execution = NULL, worker = NULL,"
                            + " worker_instance = NULL, dst_path = NULL, finished_at = NULL WHERE worker_instance = ?",
                    worker.id());
            handle.execute("VACUUM bnp.job");
        });
        return nanos;
    }
}
