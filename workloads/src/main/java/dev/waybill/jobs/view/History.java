package dev.waybill.jobs.view;

import dev.waybill.jobs.database.Database;

/** What was tried with a job, and what its workers said. Thread-safe. */
public final class History {
    private static final String OF_JOB = """
            SELECT execution, attempt, action, worker, outcome, started, ended, message, dst
            FROM (
                SELECT e.execution, e.attempt, e.action, e.worker, CAST(e.outcome AS text) AS outcome, e.started, e.ended,
                    e.message, e.dst_path AS dst
                FROM bnp.execution e WHERE e.job_id = :job
                UNION ALL
                SELECT j.execution, j.attempts, j.action, j.worker, 'running', j.claimed_at, NULL, NULL, NULL
                FROM bnp.job j WHERE j.id = :job AND j.status = 'running') h
            ORDER BY execution
            """;
    private static final String LOG = """
            SELECT l.ts AS time, l.message FROM bnp.log l WHERE l.execution = :execution ORDER BY l.id LIMIT :limit
            """;
    private static final int MOST = 10_000;

    private final Database database;

    public History(Database database) {
        this.database = database;
    }

    /** Its executions, the first one first; one that runs is the last. */
    public Rows ofJob(long job) {
        return database.call(
                handle -> handle.createQuery(OF_JOB).bind("job", job).scanResultSet(Rows::of));
    }

    /** The log lines of an execution, 10,000 at most. */
    public Rows log(long execution) {
        return database.call(handle -> handle.createQuery(LOG)
                .bind("execution", execution)
                .bind("limit", MOST)
                .scanResultSet(Rows::of));
    }
}
