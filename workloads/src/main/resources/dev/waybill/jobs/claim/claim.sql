-- <most> and <actions> are put into the text: with parameters the planner has to guess, a tenth of the table and ten actions, and
-- plans each claim anew because a plan for all of them looks dear. The array makes it find the rows first and fetch them by id, whatever it guesses.
WITH claimed AS (
    UPDATE bnp.job AS j
    SET status = 'running',
        execution = nextval('bnp.execution_number'),
        reaped = false,
        next_action = NULL,
        attempts = j.attempts + 1,
        worker = w.name,
        worker_instance = w.id,
        claimed_at = now(),
        claimed_version = p.version,
        claimed_hash = j.source_hash,
        lease_until = now() + p.lease,
        changed_at = now()
    FROM bnp.worker AS w
    JOIN bnp.processor AS p ON p.id = w.processor_id
    WHERE w.id = :worker
        AND j.id = ANY (ARRAY(
            SELECT c.id
            FROM unnest(ARRAY[<actions>]::text[]) AS a (action)
            CROSS JOIN LATERAL (
                SELECT r.id, r.priority, r.sort_key
                FROM bnp.job AS r
                WHERE r.processor_id = :processor AND r.status = 'ready' AND r.action = a.action
                ORDER BY r.priority DESC, r.sort_key, r.id
                LIMIT <most>
                FOR UPDATE SKIP LOCKED
            ) AS c
            WHERE EXISTS (SELECT FROM bnp.processor AS g WHERE g.id = :processor AND g.enabled AND NOT g.paused)
                AND EXISTS (SELECT FROM bnp.worker AS v WHERE v.id = :worker AND v.ended IS NULL)
                AND NOT EXISTS (SELECT FROM bnp.setting AS s WHERE s.name = 'paused' AND s.value = 'true')
            ORDER BY c.priority DESC, c.sort_key, c.id
            LIMIT <most>))
    RETURNING j.execution, j.id, j.action, j.src, j.dst_path, j.dataset, j.product, j.attempts, j.lease_until,
        j.priority, j.sort_key
)
SELECT * FROM claimed ORDER BY priority DESC, sort_key, id
