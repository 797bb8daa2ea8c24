-- What has to be done from time to time, by anybody: one at a time, and cheap where there is nothing to do.
-- reaped: executions taken from workers that were not heard of; readied: jobs whose pause is over;
-- cleared: rows of history, log lines and workers that are older than the setting retention, looked for once an hour;
-- held_back: transactions since the oldest one that still runs began; while it runs, no row that was left can be cleared away.
CREATE FUNCTION bnp.upkeep(
    OUT leads boolean, OUT reaped bigint, OUT readied bigint, OUT cleared bigint, OUT held_back bigint)
LANGUAGE plpgsql
AS $$
DECLARE
    v_keep interval;
    v_rows bigint;
BEGIN
    reaped := 0;
    readied := 0;
    cleared := 0;
    held_back := 0;
    leads := pg_try_advisory_xact_lock(131246817378306);
    IF NOT leads THEN
        RETURN;
    END IF;

    SELECT count(*) INTO reaped
    FROM (
        SELECT bnp.settle(
            array_agg(d.execution), array_agg('lost'::text), array_agg(d.message), array_agg(NULL::text))
        FROM (
            SELECT j.execution,
                'worker ' || j.worker || ' was not heard of since '
                    || to_char(coalesce(w.seen, j.lease_until) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS message
            FROM bnp.job j
            LEFT JOIN bnp.worker w ON w.id = j.worker_instance
            WHERE j.status = 'running'
                AND j.lease_until < now()
                AND (w.id IS NULL OR w.ended IS NOT NULL OR w.lease_until < now())
            ORDER BY j.execution
            LIMIT 10000
            FOR UPDATE OF j SKIP LOCKED
        ) d
        HAVING count(*) > 0
    ) s;

    UPDATE bnp.job j
    SET status = 'ready', run_at = NULL, changed_at = now()
    WHERE j.id = ANY (ARRAY(
        SELECT b.id FROM bnp.job b
        WHERE b.status = 'waiting' AND b.run_at <= now()
        ORDER BY b.run_at LIMIT 10000
        FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS readied = ROW_COUNT;

    SELECT coalesce(max(greatest(age(a.backend_xid), age(a.backend_xmin))), 0) INTO held_back
    FROM pg_stat_activity a;

    IF EXISTS (SELECT FROM bnp.setting s WHERE s.name = 'cleared' AND s.changed_at > now() - interval '1 hour') THEN
        RETURN;
    END IF;
    v_keep := coalesce((SELECT (s.value #>> '{}')::interval FROM bnp.setting s WHERE s.name = 'retention'), '90 days');
    DELETE FROM bnp.execution e WHERE e.ctid = ANY (ARRAY(
        SELECT b.ctid FROM bnp.execution b WHERE b.ended < now() - v_keep LIMIT 10000));
    GET DIAGNOSTICS cleared = ROW_COUNT;
    DELETE FROM bnp.log l WHERE l.ctid = ANY (ARRAY(
        SELECT b.ctid FROM bnp.log b WHERE b.ts < now() - v_keep LIMIT 10000));
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    cleared := cleared + v_rows;
    DELETE FROM bnp.worker w WHERE w.lease_until < now() - v_keep;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    cleared := cleared + v_rows;
    IF cleared >= 10000 THEN
        RETURN; -- there is more: next time
    END IF;
    INSERT INTO bnp.setting (name, value) VALUES ('cleared', to_jsonb(cleared))
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = now();
END
$$;
