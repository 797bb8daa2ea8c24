-- What the index says of each job's source is asked in the same statement that acts on it.
WITH found AS MATERIALIZED (
    SELECT j.id, CASE WHEN x.is_selected IS NULL THEN 'gone' ELSE 'unselected' END AS change
    FROM bnp.sourced_job AS j
    CROSS JOIN LATERAL (
        SELECT bool_or(<selected>) AS is_selected FROM (<sources>) AS s WHERE s.is_active
    ) AS x
    WHERE j.id = ANY (:jobs) AND NOT j.source_gone AND x.is_selected IS NOT TRUE
        AND (x.is_selected IS NULL OR (j.status IN ('ready', 'waiting') AND j.action <> 'delete' AND j.dst_path IS NULL))
), settled AS (
    UPDATE bnp.job AS j
    SET source_gone = f.change = 'gone',
        status = CASE
            WHEN j.status IN ('running', 'deleted') OR j.action = 'delete' THEN j.status
            WHEN <doomed> THEN 'ready'
            WHEN j.status NOT IN ('ready', 'waiting') THEN j.status
            WHEN j.dst_path IS NULL THEN 'canceled'
            ELSE 'finished' END,
        action = CASE WHEN <doomed> THEN 'delete' ELSE j.action END,
        next_action = CASE
            WHEN j.status <> 'running' OR j.action = 'delete' THEN j.next_action
            WHEN p.on_source_gone = 'delete' AND f.change = 'gone' THEN 'delete'
            WHEN j.next_action = 'delete' THEN 'delete' END,
        attempts = CASE WHEN <doomed> THEN 0 ELSE j.attempts END,
        run_at = CASE WHEN j.status = 'waiting' AND j.action = 'delete' THEN j.run_at END,
        err_msg = CASE
            WHEN j.status IN ('ready', 'waiting') AND j.action <> 'delete' AND j.dst_path IS NULL
                THEN CASE f.change WHEN 'gone' THEN :gone ELSE :unselected END
            WHEN <doomed> THEN NULL
            ELSE j.err_msg END,
        changed_at = now()
    FROM found AS f, bnp.processor AS p
    WHERE j.id = f.id AND p.id = j.processor_id
    RETURNING f.change, <doomed_now> AS is_deletion
)
SELECT count(*) FILTER (WHERE change = 'gone') AS gone, count(*) FILTER (WHERE change = 'unselected') AS unselected,
    count(*) FILTER (WHERE change = 'gone' AND is_deletion) AS deletions
FROM settled
