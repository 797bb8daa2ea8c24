package dev.waybill.jobs.view;

import dev.waybill.jobs.claim.Worker;
import dev.waybill.jobs.database.Database;
import java.time.Duration;
import java.util.Optional;

/** The workers there are, and those that were lately. Thread-safe. */
public final class Workers {
    private static final String LATELY = """
            SELECT w.id AS worker, w.name, w.host, p.name AS processor,
                CASE WHEN w.ended IS NOT NULL THEN 'ended' WHEN w.lease_until < now() THEN 'lost' ELSE 'alive' END AS state,
                coalesce(r.running, 0) AS running,
                w.started, w.seen, w.ended
            FROM bnp.worker w
            JOIN bnp.processor p ON p.id = w.processor_id
            LEFT JOIN (
                SELECT worker_instance, count(*) AS running FROM bnp.job WHERE status = 'running' GROUP BY worker_instance
            ) r ON r.worker_instance = w.id
            WHERE (w.ended IS NULL OR w.ended > now() - interval '1 day')
            ORDER BY w.id DESC
            LIMIT :limit
            """;
    private static final String REGISTERED = """
            SELECT w.id, w.processor_id, w.name, extract(epoch FROM p.lease) * 1000
            FROM bnp.worker w JOIN bnp.processor p ON p.id = w.processor_id
            WHERE w.id = :id AND w.ended IS NULL
            """;
    private static final int MOST = 1_000;

    private final Database database;

    public Workers(Database database) {
        this.database = database;
    }

    /** Those that have not ended, or ended within a day; the newest first, 1,000 at most. */
    public Rows lately() {
        return database.call(
                handle -> handle.createQuery(LATELY).bind("limit", MOST).scanResultSet(Rows::of));
    }

    /** The worker of this number, unless it has ended. */
    public Optional<Worker> registered(long id) {
        return database.call(handle -> handle.createQuery(REGISTERED)
                .bind("id", id)
                .map((row, context) ->
                        new Worker(row.getLong(1), row.getInt(2), row.getString(3), Duration.ofMillis(row.getLong(4))))
                .findOne());
    }
}
