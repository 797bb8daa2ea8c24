WITH wanted AS MATERIALIZED (
    <wanted>
), found AS MATERIALIZED (
    SELECT w.*, j.id AS job_id,
        CASE
            WHEN j.id IS NULL THEN 'added'
            WHEN <outdated> THEN NULL
            WHEN j.source_gone THEN 'restored'
            WHEN j.source_hash <> w.hash THEN 'changed'
            WHEN w.is_mapped AND (j.err_msg, j.status) IN ((:unselected, 'canceled'), (:unmapped, 'failed')) THEN 'selected'
            WHEN j.source_hash IS NULL OR (j.src, j.uri, j.product) <> (w.src, w.uri, w.product)
                OR (j.location_id, j.dataset) IS DISTINCT FROM (w.location_id, w.dataset) THEN 'touched'
        END AS change
    FROM wanted AS w
    LEFT JOIN bnp.job AS j ON j.processor_id = :processor AND j.source = w.source
), added AS (
    INSERT INTO bnp.job (processor_id, source, dataset, location_id, product, uri, src, tile, acquired, priority, sort_key,
        source_hash, status, err_msg)
    SELECT p.id, f.source, f.dataset, f.location_id, f.product, f.uri, f.src, f.tile, f.acquired, p.priority, f.sort_key,
        f.hash, CASE WHEN f.is_mapped THEN 'ready' ELSE 'failed' END, CASE WHEN NOT f.is_mapped THEN :unmapped END
    FROM found AS f
    JOIN bnp.processor AS p ON p.id = :processor
    WHERE f.change = 'added'
    ORDER BY f.sort_key
    ON CONFLICT (processor_id, source) DO NOTHING
    RETURNING status
), merged AS (
    UPDATE bnp.job AS j
    SET dataset = f.dataset, location_id = f.location_id, product = f.product, uri = f.uri, src = f.src, tile = f.tile,
        acquired = f.acquired, sort_key = f.sort_key, source_hash = f.hash, source_gone = false,
        status = CASE
            WHEN <again> THEN 'ready'
            WHEN <withdrawn> THEN 'finished'
            WHEN <mapless> THEN 'failed'
            ELSE j.status END,
        action = CASE
            WHEN <again> AND j.dst_path IS NOT NULL THEN 'update'
            WHEN <again> OR <withdrawn> THEN 'process'
            ELSE j.action END,
        next_action = CASE
            WHEN NOT (j.status = 'running' AND j.source_gone AND p.on_source_gone = 'delete') THEN j.next_action
            WHEN j.action = 'delete' THEN 'update' END,
        attempts = CASE WHEN <again> THEN 0 ELSE j.attempts END,
        run_at = CASE WHEN <again> OR <withdrawn> OR <mapless> THEN NULL ELSE j.run_at END,
        err_msg = CASE WHEN <again> OR <withdrawn> THEN NULL WHEN <mapless> THEN :unmapped ELSE j.err_msg END,
        changed_at = now()
    FROM found AS f, bnp.processor AS p
    WHERE f.change <> 'added' AND j.id = f.job_id AND p.id = j.processor_id
    RETURNING f.change
)
SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM added WHERE status = 'failed') AS unmapped,
    count(*) FILTER (WHERE change = 'changed') AS changed, count(*) FILTER (WHERE change = 'restored') AS restored,
    count(*) FILTER (WHERE change = 'selected') AS selected
FROM merged
