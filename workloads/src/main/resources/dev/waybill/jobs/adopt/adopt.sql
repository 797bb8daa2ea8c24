CREATE TEMPORARY TABLE adopted ON COMMIT DROP AS
SELECT e.id, e.processor_id, coalesce(nullif(e.worker_id, ''), 'unknown') AS worker, CAST(e.action AS text) AS action,
    e.src_product_id AS location_id, e.dst_path, CAST(e.status AS text) AS status, left(nullif(e.err_msg, ''), 8000) AS err_msg,
    -- Columns that only later forms of the table have; they carry no time zone.
    coalesce(CAST(to_jsonb(e) ->> 'attempts' AS integer), 1) AS attempts,
    CAST(to_jsonb(e) ->> 'start_time' AS timestamp) AT TIME ZONE 'UTC' AS started,
    CAST(to_jsonb(e) ->> 'finished_time' AS timestamp) AT TIME ZONE 'UTC' AS ended,
    row_number() OVER (
        PARTITION BY e.processor_id, e.src_product_id ORDER BY CAST(e.status AS text) <> 'finished', e.id DESC) = 1 AS is_last
FROM <before>.process_executions AS e
WHERE e.src_product_id IS NOT NULL AND e.processor_id IS NOT NULL;

INSERT INTO bnp.processor (id, name, version, description, enabled, index_kind, pattern, identity)
SELECT DISTINCT processor_id, 'processor-' || processor_id, '1', 'taken over from <before>.process_executions', false, 'agdc',
    'MSIL1C', 'location'
FROM adopted;

SELECT setval(pg_get_serial_sequence('bnp.processor', 'id'), max(id)) FROM bnp.processor;
SELECT setval('bnp.execution_number', max(id)) FROM adopted;

INSERT INTO bnp.source (processor_id, source, dataset, location_id, product, uri, src)
SELECT a.processor_id, CAST(a.location_id AS text), l.dataset_ref, a.location_id, coalesce(CAST(p.name AS text), ''), u.uri,
    <src>
FROM adopted AS a
LEFT JOIN agdc.dataset_location AS l ON l.id = a.location_id
LEFT JOIN agdc.dataset AS d ON d.id = l.dataset_ref
LEFT JOIN agdc.dataset_type AS p ON p.id = d.dataset_type_ref
CROSS JOIN LATERAL (
    SELECT coalesce(l.uri_scheme || ':' || l.uri_body, 'location ' || a.location_id || ', which the index does not have') AS uri
    OFFSET 0
) AS u
WHERE a.is_last
ORDER BY a.id;

INSERT INTO bnp.job (id, processor_id, action, status, attempts, execution, reaped, worker, claimed_at, lease_until, dst_path,
    err_msg, source_gone, finished_at)
SELECT s.id, a.processor_id, CAST(a.action AS bnp.job_action),
    CAST(CASE
        WHEN a.status <> 'running' THEN a.status
        WHEN l.id IS NULL AND a.action <> 'delete' THEN 'canceled'
        ELSE 'ready'
    END AS bnp.job_status),
    CASE a.status WHEN 'running' THEN 0 ELSE a.attempts END, a.id, a.status = 'running', a.worker,
    coalesce(a.started, now()), coalesce(a.started, now()), a.dst_path,
    CASE WHEN a.status = 'running' AND l.id IS NULL AND a.action <> 'delete' THEN '<gone>' ELSE a.err_msg END,
    l.id IS NULL, CASE a.status WHEN 'finished' THEN a.ended END
FROM adopted AS a
JOIN bnp.source AS s ON s.processor_id = a.processor_id AND s.source = CAST(a.location_id AS text)
LEFT JOIN agdc.dataset_location AS l ON l.id = a.location_id
WHERE a.is_last
ORDER BY a.id;

INSERT INTO bnp.execution (execution, job_id, processor_id, worker, action, attempt, started, ended, outcome, message, dst_path)
SELECT a.id, s.id, a.processor_id, a.worker, CAST(a.action AS bnp.job_action), a.attempts, coalesce(a.started, a.ended, now()), coalesce(a.ended, now()),
    CAST(CASE a.status WHEN 'running' THEN 'released' ELSE a.status END AS bnp.execution_outcome), a.err_msg, a.dst_path
FROM adopted AS a
JOIN bnp.source AS s ON s.processor_id = a.processor_id AND s.source = CAST(a.location_id AS text);

INSERT INTO bnp.setting (name, value)
SELECT 'adopted', jsonb_build_object('schema', '<before>', 'at', now(),
    'rows', (SELECT count(*) FROM <before>.process_executions),
    'jobs', (SELECT count(*) FROM adopted WHERE is_last),
    'duplicates', (SELECT count(*) FROM adopted WHERE NOT is_last),
    'interrupted', (SELECT count(*) FROM adopted WHERE is_last AND status = 'running'),
    'gone', (SELECT count(*) FROM bnp.job WHERE source_gone),
    'processors', (SELECT count(*) FROM bnp.processor));
