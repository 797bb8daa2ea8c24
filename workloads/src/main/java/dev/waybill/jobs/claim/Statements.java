package dev.waybill.jobs.claim;

/** Statements that end executions without a report. All of them go through {@code bnp.settle}. */
final class Statements {
    /** Also for one whose row was cleared away. */
    static final String ALIVE = """
            INSERT INTO bnp.worker (id, processor_id, name, host, lease_until)
            SELECT :worker, p.id, :name, :host, now() + p.lease FROM bnp.processor p WHERE p.id = :processor
            ON CONFLICT (id) DO UPDATE SET seen = now(), lease_until = excluded.lease_until, ended = NULL
            """;

    static final String RELEASE_UNHEARD = """
            SELECT bnp.settle(
                array_agg(j.execution),
                array_agg('released'::text),
                array_agg('the answer of the claim did not reach worker ' || j.worker),
                array_agg(NULL::text))
            FROM bnp.job j
            JOIN bnp.processor p ON p.id = j.processor_id
            WHERE j.worker_instance = :worker
                AND j.status = 'running'
                AND j.execution <> ALL (:held)
                AND j.claimed_at + p.lease < now()
            HAVING count(*) > 0
            """;

    static final String HELD = """
            SELECT execution FROM bnp.job
            WHERE worker_instance = :worker AND status = 'running' AND execution = ANY (:held)
            """;

    static final String RELEASE_ALL = """
            SELECT bnp.settle(
                array_agg(j.execution), array_agg('released'::text), array_agg(:message), array_agg(NULL::text))
            FROM bnp.job j
            WHERE j.worker_instance = :worker AND j.status = 'running'
            HAVING count(*) > 0
            """;

    private Statements() {}
}
