SELECT count(*) FILTER (WHERE x.is_selected IS NULL) AS gone,
    count(*) FILTER (WHERE NOT x.is_selected AND j.status IN ('ready', 'waiting') AND j.action <> 'delete'
        AND j.dst_path IS NULL) AS unselected,
    count(*) FILTER (WHERE x.is_selected IS NULL AND (<doomed>
        OR (j.status = 'running' AND j.action <> 'delete' AND p.on_source_gone = 'delete'))) AS deletions
FROM bnp.sourced_job AS j
JOIN bnp.processor AS p ON p.id = j.processor_id
CROSS JOIN LATERAL (
    SELECT bool_or(<selected>) AS is_selected FROM (<sources>) AS s WHERE s.is_active
) AS x
WHERE j.id = ANY (:jobs) AND NOT j.source_gone AND x.is_selected IS NOT TRUE
