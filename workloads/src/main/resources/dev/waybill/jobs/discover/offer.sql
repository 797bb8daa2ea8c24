WITH wanted AS (
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
    -- OFFSET 0: each is looked up. Joined as a whole, all jobs there are would be read with every step.
    LEFT JOIN LATERAL (
        SELECT e.*, i.status, i.source_hash, i.source_gone, i.err_msg
        FROM bnp.source AS e
        JOIN bnp.job AS i ON i.id = e.id
        WHERE e.processor_id = :processor AND e.source = w.source
        OFFSET 0
    ) AS j ON true
), fresh AS MATERIALIZED (
    -- Numbered in the order of claims, so that jobs that are claimed together lie together.
    SELECT nextval('bnp.source_id_seq') AS id, a.* FROM (SELECT * FROM found WHERE change = 'added' ORDER BY sort_key) AS a
), placed AS (
    INSERT INTO bnp.source (id, processor_id, source, dataset, location_id, product, uri, src, tile, acquired)
    SELECT f.id, p.id, f.source, f.dataset, f.location_id, f.product, f.uri, f.src, f.tile, f.acquired
    FROM fresh AS f
    JOIN bnp.processor AS p ON p.id = :processor
), added AS (
    INSERT INTO bnp.job (id, processor_id, priority, sort_key, source_hash, status, err_msg)
    SELECT f.id, p.id, p.priority, f.sort_key, f.hash, CAST(CASE WHEN f.is_mapped THEN 'ready' ELSE 'failed' END AS bnp.job_status),
        CASE WHEN NOT f.is_mapped THEN :unmapped END
    FROM fresh AS f
    JOIN bnp.processor AS p ON p.id = :processor
    RETURNING status
), moved AS (
    UPDATE bnp.source AS s
    SET dataset = f.dataset, location_id = f.location_id, product = f.product, uri = f.uri, src = f.src, tile = f.tile,
        acquired = f.acquired
    FROM found AS f
    WHERE f.change <> 'added' AND s.id = f.job_id
), merged AS (
    UPDATE bnp.job AS j
    SET sort_key = f.sort_key, source_hash = f.hash, source_gone = false,
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
