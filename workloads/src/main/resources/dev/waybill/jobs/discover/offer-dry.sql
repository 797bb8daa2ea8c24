WITH wanted AS MATERIALIZED (
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
    LEFT JOIN bnp.job AS j ON j.processor_id = :processor AND j.source = w.source
)
SELECT count(*) FILTER (WHERE change = 'added') AS added,
    count(*) FILTER (WHERE change = 'added' AND NOT is_mapped) AS unmapped,
    count(*) FILTER (WHERE change = 'changed') AS changed, count(*) FILTER (WHERE change = 'restored') AS restored,
    count(*) FILTER (WHERE change = 'selected') AS selected
FROM found
