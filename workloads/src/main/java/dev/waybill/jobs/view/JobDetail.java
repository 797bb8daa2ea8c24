package dev.waybill.jobs.view;

import dev.waybill.jobs.database.Database;

/** All there is to know of a job. Thread-safe. */
public final class JobDetail {
    private static final String COLUMNS = """
            SELECT j.id AS job, p.name AS processor, j.action, j.status, j.next_action, j.attempts, j.execution, j.worker,
                j.src, j.dst_path AS dst, j.err_msg AS error, j.product, j.dataset, j.location_id AS location, j.uri, j.tile,
                j.acquired, j.priority, j.processor_version AS version, j.source_gone AS gone, j.claimed_at AS claimed,
                greatest(j.lease_until, w.lease_until) AS lease_until, j.run_at, j.finished_at AS finished,
                j.created_at AS created, j.changed_at AS changed
            FROM bnp.sourced_job j
            JOIN bnp.processor p ON p.id = j.processor_id
            LEFT JOIN bnp.worker w ON w.id = j.worker_instance AND j.status = 'running'
            """;

    private final Database database;

    public JobDetail(Database database) {
        this.database = database;
    }

    /** One row, or none. */
    public Rows ofJob(long job) {
        return database.call(handle -> handle.createQuery(COLUMNS + "WHERE j.id = :job")
                .bind("job", job)
                .scanResultSet(Rows::of));
    }

    /** The job that an execution is, or was, of. */
    public Rows ofExecution(long execution) {
        return database.call(handle -> handle.createQuery(COLUMNS
                        + "WHERE j.id = coalesce((SELECT e.job_id FROM bnp.execution e WHERE e.execution = :execution),"
                        + " (SELECT r.id FROM bnp.job r WHERE r.execution = :execution AND r.status = 'running'))")
                .bind("execution", execution)
                .scanResultSet(Rows::of));
    }

    /**
     * A row for each processor that has the source.
     *
     * @param source a dataset's uuid; for processors that go by location, the location's number
     */
    public Rows ofSource(String source) {
        return database.call(handle -> handle.createQuery(
                        COLUMNS + "WHERE j.id IN (SELECT s.id FROM bnp.source s WHERE s.source = :source"
                                + " AND s.processor_id = ANY (ARRAY(SELECT id FROM bnp.processor))) ORDER BY p.name")
                .bind("source", source)
                .scanResultSet(Rows::of));
    }
}
