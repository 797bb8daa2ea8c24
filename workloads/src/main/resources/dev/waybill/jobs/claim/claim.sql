-- <most> and <actions> are put into the text: with parameters the planner has to guess, a tenth of the table and ten actions, and
-- plans each claim anew because a plan for all of them looks dear. The array makes it find the rows first and fetch them by id, whatever it guesses.
-- Whether there may be claims at all is asked first, by looking up the worker, the pause and the processor: where there may not, no job
-- is looked for. The worker is asked for as a value, and its name given: a table less to join is a part of what a claim costs.
UPDATE bnp.job AS j
SET status = 'running',
    execution = nextval('bnp.execution_number'),
    reaped = false,
    next_action = NULL,
    attempts = j.attempts + 1,
    worker = :name,
    worker_instance = :worker,
    claimed_at = now(),
    claimed_version = p.version,
    claimed_hash = j.source_hash,
    lease_until = now() + p.lease,
    changed_at = now()
FROM bnp.source AS s, bnp.processor AS p
WHERE p.id = :processor AND p.enabled AND NOT p.paused
    AND EXISTS (SELECT FROM bnp.worker AS w WHERE w.id = :worker AND w.ended IS NULL)
    AND NOT EXISTS (SELECT FROM bnp.setting AS t WHERE t.name = 'paused' AND t.value = 'true')
    AND s.id = j.id
    AND j.id = ANY (ARRAY(
        SELECT c.id
        FROM unnest(ARRAY[<actions>]::bnp.job_action[]) AS a (action)
        CROSS JOIN LATERAL (
            SELECT r.id, r.priority, r.sort_key
            FROM bnp.job AS r
            WHERE r.processor_id = :processor AND r.status = 'ready' AND r.action = a.action
            ORDER BY r.priority DESC, r.sort_key, r.id
            LIMIT <most>
            FOR UPDATE SKIP LOCKED
        ) AS c
        ORDER BY c.priority DESC, c.sort_key, c.id
        LIMIT <most>))
RETURNING j.execution, j.id, j.action, s.src, j.dst_path, s.dataset, s.product, j.attempts, j.lease_until,
    j.priority, j.sort_key
