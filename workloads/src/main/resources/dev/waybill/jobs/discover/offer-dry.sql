WITH wanted AS (
    <wanted>
), found AS (
    SELECT w.is_mapped,
        CASE
            WHEN j.id IS NULL THEN 'added'
            WHEN <outdated> THEN NULL
            WHEN j.source_gone THEN 'restored'
            WHEN j.source_hash <> w.hash THEN 'changed'
            WHEN w.is_mapped AND (j.err_msg, j.status) IN ((:unselected, 'canceled'), (:unmapped, 'failed')) THEN 'selected'
        END AS change
    FROM wanted AS w
    LEFT JOIN LATERAL (
        SELECT e.*, i.status, i.source_hash, i.source_gone, i.err_msg
        FROM bnp.source AS e
        JOIN bnp.job AS i ON i.id = e.id
        WHERE e.processor_id = :processor AND e.source = w.source
        OFFSET 0
    ) AS j ON true
)
SELECT count(*) FILTER (WHERE change = 'added') AS added,
    count(*) FILTER (WHERE change = 'added' AND NOT is_mapped) AS unmapped,
    count(*) FILTER (WHERE change = 'changed') AS changed, count(*) FILTER (WHERE change = 'restored') AS restored,
    count(*) FILTER (WHERE change = 'selected') AS selected
FROM found
