-- Errors of these functions: JB001 stale (the execution is not the job's current one any more), JB002 unknown, JB003 bad argument.

-- Ends those of the executions that are running, and writes their history. Returns what it ended.
-- Outcomes: finished; failed (tried again while attempts are left); rejected (failed for good); skipped;
-- lost (its worker was not heard of: counts as failed); released (not counted as an attempt); canceled.
CREATE FUNCTION bnp.settle(
    p_executions bigint[], p_outcomes text[], p_messages text[], p_dst_paths text[], p_processor_id integer DEFAULT NULL)
RETURNS SETOF bigint
LANGUAGE plpgsql
-- One plan for one report and for many; otherwise single ones are planned anew each time.
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY
    WITH held AS MATERIALIZED (
        -- Each is looked up by itself. As a join, where the planner expects one row, all would be held against all.
        SELECT j.*, t.outcome, left(t.message, 8000) AS message, t.dst_path AS new_path
        FROM (
            SELECT * FROM unnest(p_executions, p_outcomes::bnp.execution_outcome[], p_messages, p_dst_paths) AS u (execution, outcome, message, dst_path)
            ORDER BY u.execution
        ) AS t
        CROSS JOIN LATERAL (
            SELECT b.id, b.execution, b.processor_id, b.action, b.next_action, b.attempts, b.dst_path, b.finished_at, b.worker,
                b.worker_instance, b.claimed_at, b.claimed_version, b.claimed_hash <> b.source_hash AS changed
            FROM bnp.job b
            WHERE b.execution = t.execution AND b.status = 'running'
                AND (p_processor_id IS NULL OR b.processor_id = p_processor_id)
            FOR UPDATE
        ) AS j
    ), told AS (
        SELECT h.*, p.backoff, p.longest_backoff,
            CASE h.outcome
                WHEN 'finished' THEN CASE h.action WHEN 'delete' THEN 'deleted'::bnp.job_status ELSE 'finished' END
                WHEN 'rejected' THEN 'failed'
                WHEN 'skipped' THEN 'skipped'
                WHEN 'released' THEN 'ready'
                WHEN 'canceled' THEN 'canceled'
                ELSE CASE WHEN h.attempts < p.max_attempts THEN 'waiting'::bnp.job_status ELSE 'failed' END
            END AS status,
            CASE h.outcome WHEN 'finished' THEN h.action <> 'delete' ELSE h.finished_at IS NOT NULL END AS is_made,
            h.changed AND h.action <> 'delete' AND p.on_source_update = 'update' AS again
        FROM held h
        JOIN bnp.processor p ON p.id = h.processor_id
        OFFSET 0 -- here and below: computed once for each, instead of wherever it is used
    ), followed AS (
        -- What was running is done with: what follows? A canceled job is left alone; one that runs again has the new source.
        SELECT t.*,
            CASE
                WHEN t.status = 'canceled' THEN NULL
                WHEN t.next_action = 'delete' THEN 'delete'::bnp.job_action
                WHEN t.status IN ('waiting', 'ready') THEN NULL
                WHEN t.again THEN 'update'
                ELSE t.next_action
            END AS follows
        FROM told t
        OFFSET 0
    ), judged AS (
        SELECT f.*,
            CASE
                WHEN f.follows IS NULL THEN f.status
                WHEN f.follows = 'delete' AND NOT f.is_made THEN 'deleted'
                ELSE 'ready'
            END AS next_status
        FROM followed f
        OFFSET 0
    ), ended AS (
        UPDATE bnp.job j
        SET status = e.next_status,
            action = CASE
                WHEN e.follows IS NULL THEN e.action
                WHEN e.follows = 'delete' THEN 'delete'
                WHEN NOT e.is_made THEN 'process'
                ELSE 'update'
            END,
            next_action = CASE WHEN e.outcome IN ('lost', 'released') AND e.next_status <> 'deleted' THEN e.next_action END,
            run_at = CASE
                WHEN e.next_status = 'waiting' THEN now() + (0.75 + 0.5 * random())
                    * least(e.backoff * power(2, least(e.attempts - 1, 30)), e.longest_backoff)
            END,
            attempts = CASE
                WHEN e.outcome = 'released' THEN greatest(j.attempts - 1, 0)
                WHEN e.next_status = 'ready' THEN 0
                ELSE j.attempts
            END,
            reaped = e.outcome IN ('lost', 'released'),
            dst_path = CASE
                WHEN e.outcome <> 'finished' THEN e.dst_path
                WHEN e.action <> 'delete' THEN coalesce(e.new_path, e.dst_path)
            END,
            processor_version = CASE e.outcome WHEN 'finished' THEN e.claimed_version ELSE j.processor_version END,
            err_msg = CASE e.outcome WHEN 'finished' THEN NULL ELSE e.message END,
            changed_at = now(),
            finished_at = CASE
                WHEN e.outcome <> 'finished' THEN j.finished_at
                WHEN e.action <> 'delete' THEN now()
            END
        FROM judged e
        WHERE j.id = e.id
        RETURNING e.execution, e.id, e.processor_id, e.worker, e.worker_instance, e.action, e.attempts, e.claimed_version,
            e.claimed_at, e.outcome, e.message, e.new_path
    )
    INSERT INTO bnp.execution AS h (execution, job_id, processor_id, worker, worker_instance, action, attempt,
        processor_version, started, ended, outcome, message, dst_path)
    SELECT e.execution, e.id, e.processor_id, e.worker, e.worker_instance, e.action, e.attempts,
        e.claimed_version, e.claimed_at, now(), e.outcome, e.message, e.new_path
    FROM ended e
    RETURNING h.execution;
END
$$;

-- A report of an execution that is not running. Counts if it was taken from its worker and nobody else has the job;
-- said again, it is accepted again.
CREATE FUNCTION bnp.report_late(
    p_execution bigint, p_outcome text, p_message text, p_dst_path text, p_processor_id integer,
    OUT answer text, OUT detail text)
LANGUAGE plpgsql
AS $$
DECLARE
    h bnp.execution%ROWTYPE;
    j bnp.job%ROWTYPE;
BEGIN
    SELECT b.* INTO j
    FROM bnp.execution e
    JOIN bnp.job b ON b.id = e.job_id
    WHERE e.execution = p_execution AND (p_processor_id IS NULL OR e.processor_id = p_processor_id)
    FOR UPDATE OF b;
    SELECT * INTO h FROM bnp.execution e
    WHERE e.execution = p_execution AND (p_processor_id IS NULL OR e.processor_id = p_processor_id);
    IF NOT FOUND THEN
        answer := 'unknown';
        detail := 'no execution ' || p_execution || coalesce(' of processor ' || p_processor_id, '');
        RETURN;
    END IF;
    IF h.outcome::text = p_outcome AND h.dst_path IS NOT DISTINCT FROM p_dst_path THEN
        answer := 'accepted';
        detail := 'said before';
        RETURN;
    END IF;
    IF j.execution = p_execution AND j.reaped AND j.status IN ('ready', 'waiting', 'failed') THEN
        -- As if it ran again: settle() then judges it like any other.
        DELETE FROM bnp.execution e WHERE e.execution = p_execution;
        UPDATE bnp.job b
        SET status = 'running', run_at = NULL, action = h.action, attempts = h.attempt
        WHERE b.id = j.id;
        PERFORM bnp.settle(ARRAY[p_execution], ARRAY[p_outcome], ARRAY[p_message], ARRAY[p_dst_path]);
        answer := 'accepted';
        detail := 'late';
        RETURN;
    END IF;
    answer := 'stale';
    detail := CASE
        WHEN j.id IS NULL THEN 'its job is not there any more'
        WHEN j.execution = p_execution THEN 'it has ended before: ' || h.outcome
        WHEN j.status = 'running' THEN 'worker ' || j.worker || ' has the job now, as execution ' || j.execution
        ELSE 'worker ' || j.worker || ' has had the job since, as execution ' || j.execution
    END;
END
$$;

-- What became of each report, in the order they came: accepted, stale or unknown, and why.
CREATE FUNCTION bnp.report(
    p_executions bigint[], p_outcomes text[], p_messages text[], p_dst_paths text[], p_processor_id integer DEFAULT NULL)
RETURNS TABLE (execution bigint, answer text, detail text)
LANGUAGE plpgsql
AS $$
DECLARE
    v_settled bigint[];
    i integer;
BEGIN
    IF cardinality(p_executions) > 1
        AND (SELECT count(DISTINCT t.execution) < count(*) FROM unnest(p_executions) AS t (execution)) THEN
        RAISE EXCEPTION 'expected reports of different executions, got two of the same' USING ERRCODE = 'JB003';
    END IF;
    v_settled := ARRAY(SELECT bnp.settle(p_executions, p_outcomes, p_messages, p_dst_paths, p_processor_id));
    IF cardinality(v_settled) = cardinality(p_executions) THEN
        RETURN QUERY SELECT t.execution, 'accepted'::text, ''::text FROM unnest(p_executions) AS t (execution);
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(p_executions) LOOP
        execution := p_executions[i];
        IF execution = ANY (v_settled) THEN
            answer := 'accepted';
            detail := '';
        ELSE
            SELECT l.answer, l.detail INTO answer, detail
            FROM bnp.report_late(execution, p_outcomes[i], p_messages[i], p_dst_paths[i], p_processor_id) l;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- One claim for a worker that is known by its name only. The statement is the one that programs send, see claim.sql.
CREATE FUNCTION bnp.claim_one(
    p_processor_id integer, p_worker_id text, p_action text, p_src_pattern text,
    OUT execution bigint, OUT src text, OUT dst_path text)
LANGUAGE plpgsql
AS $$
DECLARE
    p bnp.processor%ROWTYPE;
    v_action bnp.job_action := p_action;
    v_job bigint;
BEGIN
    IF coalesce(btrim(p_worker_id), '') = '' OR length(p_worker_id) > 200 OR p_worker_id ~ '[[:cntrl:]]' THEN
        RAISE EXCEPTION 'the worker needs a name of 1 to 200 characters, without control characters' USING ERRCODE = 'JB003';
    END IF;
    SELECT * INTO p FROM bnp.processor b WHERE b.id = p_processor_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no processor %', p_processor_id USING ERRCODE = 'JB002';
    END IF;
    -- It would take the meaning of the percent sign that is put behind it.
    IF p.pattern_mode = 'like' AND p_src_pattern ~ '(^|[^\\])(\\\\)*\\$' THEN
        RAISE EXCEPTION 'expected a pattern that does not end in a single backslash, got "%"', p_src_pattern
            USING ERRCODE = 'JB003';
    END IF;
    IF NOT p.enabled OR p.paused OR EXISTS (SELECT FROM bnp.setting s WHERE s.name = 'paused' AND s.value = 'true') THEN
        RETURN;
    END IF;
    IF coalesce(p_src_pattern, '') = '' OR p_src_pattern = p.pattern THEN
        SELECT r.id INTO v_job FROM bnp.job r
        WHERE r.processor_id = p_processor_id AND r.status = 'ready' AND r.action = v_action
        ORDER BY r.priority DESC, r.sort_key, r.id
        LIMIT 1 FOR UPDATE SKIP LOCKED;
    ELSE
        SELECT r.id INTO v_job FROM bnp.job r
        WHERE r.processor_id = p_processor_id AND r.status = 'ready' AND r.action = v_action
            AND ( -- a value, not a join: looked up one by one, in the order of claims
                SELECT CASE p.pattern_mode -- held against the uri without its scheme, as the processor's own is
                    WHEN 'literal' THEN strpos(substr(s.uri, strpos(s.uri, ':') + 1), p_src_pattern) > 0
                    WHEN 'like' THEN substr(s.uri, strpos(s.uri, ':') + 1) LIKE '%' || p_src_pattern || '%'
                    ELSE substr(s.uri, strpos(s.uri, ':') + 1) ~ p_src_pattern
                END
                FROM bnp.source s WHERE s.id = r.id)
        ORDER BY r.priority DESC, r.sort_key, r.id
        LIMIT 1 FOR UPDATE SKIP LOCKED;
    END IF;
    IF v_job IS NULL THEN
        RETURN;
    END IF;
    UPDATE bnp.job j
    SET status = 'running',
        execution = nextval('bnp.execution_number'),
        reaped = false,
        next_action = NULL,
        attempts = j.attempts + 1,
        worker = p_worker_id,
        worker_instance = NULL,
        claimed_at = now(),
        claimed_version = p.version,
        claimed_hash = j.source_hash,
        lease_until = now() + p.lease,
        changed_at = now()
    FROM bnp.source s
    WHERE j.id = v_job AND s.id = v_job
    RETURNING j.execution, s.src, j.dst_path INTO execution, src, dst_path;
END
$$;

-- A report of one execution by its processor and number; raises unless it is accepted.
CREATE FUNCTION bnp.report_one(
    p_processor_id integer, p_job_id bigint, p_outcome text, p_message text, p_dst_path text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    r record;
BEGIN
    IF p_processor_id IS NULL OR p_job_id IS NULL THEN
        RAISE EXCEPTION 'a report needs the numbers of its processor and of its job' USING ERRCODE = 'JB003';
    END IF;
    IF btrim(p_dst_path) = '' OR length(p_dst_path) > 4096 OR p_dst_path ~ '[[:cntrl:]]' THEN
        RAISE EXCEPTION 'job %: expected a path of 1 to 4096 characters, without control characters', p_job_id
            USING ERRCODE = 'JB003';
    END IF;
    SELECT * INTO r
    FROM bnp.report(ARRAY[p_job_id], ARRAY[p_outcome], ARRAY[p_message], ARRAY[p_dst_path], p_processor_id);
    IF r.answer <> 'accepted' THEN
        RAISE EXCEPTION 'job %: the report is refused: %', p_job_id, r.detail
            USING ERRCODE = CASE r.answer WHEN 'stale' THEN 'JB001' ELSE 'JB002' END;
    END IF;
END
$$;

-- The seed's names. A job's id is the number of its execution; a row of NULLs: there is no job now.

CREATE FUNCTION bnp.get_next_processing_job(
    p_processor_id integer, p_worker_id text, p_src_pattern text DEFAULT NULL, OUT job_id bigint, OUT src_uri text)
LANGUAGE plpgsql
AS $$
BEGIN
    SELECT c.execution, c.src INTO job_id, src_uri
    FROM bnp.claim_one(p_processor_id, p_worker_id, 'process', p_src_pattern) c;
END
$$;

CREATE FUNCTION bnp.get_job_for_update(
    p_processor_id integer, p_worker_id text, OUT job_id bigint, OUT src_uri text, OUT dst_path text)
LANGUAGE plpgsql
AS $$
BEGIN
    SELECT c.execution, c.src, c.dst_path INTO job_id, src_uri, dst_path
    FROM bnp.claim_one(p_processor_id, p_worker_id, 'update', NULL) c;
END
$$;

CREATE FUNCTION bnp.get_job_for_deletion_of_product(
    p_processor_id integer, p_worker_id text, OUT job_id bigint, OUT src_uri text, OUT dst_path text)
LANGUAGE plpgsql
AS $$
BEGIN
    SELECT c.execution, c.src, c.dst_path INTO job_id, src_uri, dst_path
    FROM bnp.claim_one(p_processor_id, p_worker_id, 'delete', NULL) c;
END
$$;

CREATE FUNCTION bnp.report_finished_processing(p_processor_id integer, p_job_id bigint, p_dst_path text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM bnp.report_one(p_processor_id, p_job_id, 'finished', NULL, p_dst_path);
END
$$;

CREATE FUNCTION bnp.report_processing_failure(p_processor_id integer, p_job_id bigint, p_message text DEFAULT '')
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM bnp.report_one(p_processor_id, p_job_id, 'failed', p_message, NULL);
END
$$;

CREATE FUNCTION bnp.report_processing_skipped(p_processor_id integer, p_job_id bigint, p_message text DEFAULT '')
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM bnp.report_one(p_processor_id, p_job_id, 'skipped', p_message, NULL);
END
$$;

-- Extends the lease of a running job; false: it is not this worker's any more, and must be left alone.
CREATE FUNCTION bnp.heartbeat(p_job_id bigint)
RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE bnp.job j SET lease_until = now() + p.lease
    FROM bnp.processor p
    WHERE j.execution = p_job_id AND j.status = 'running' AND p.id = j.processor_id;
    RETURN FOUND;
END
$$;

CREATE FUNCTION bnp.store_log_message(p_job_id bigint, p_message text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM bnp.job j WHERE j.execution = p_job_id AND j.status = 'running')
        AND NOT EXISTS (SELECT FROM bnp.execution e WHERE e.execution = p_job_id) THEN
        RAISE EXCEPTION 'no job %', p_job_id USING ERRCODE = 'JB002';
    END IF;
    INSERT INTO bnp.log (execution, message) VALUES (p_job_id, left(coalesce(p_message, ''), 8000));
END
$$;
