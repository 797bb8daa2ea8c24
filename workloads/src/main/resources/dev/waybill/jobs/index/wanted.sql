-- The sources that a processor wants, with all that is computed of them once. A document may be kilobytes, and packed: it is
-- unpacked for rows that are wanted only, and as seldom as can be. OFFSET 0 keeps the planner from computing the same again
-- further out.
SELECT <distinct> c.source, c.dataset, c.location_id, c.product, c.uri, c.src, c.is_mapped, c.tile, c.acquired, c.hash,
    CASE CAST(:job_order AS text)
        WHEN 'newest' THEN coalesce(-CAST(extract(epoch FROM c.acquired) AS bigint), 9999999999)
        -- 31 bits that a tile has to itself, and 31 that fall with time, in steps of four seconds
        WHEN 'tile' THEN coalesce(
            ((CAST(CAST('x' || left(md5(c.tile), 8) AS bit(32)) AS bigint) >> 1) << 31)
                + 2147483647 - least(greatest(coalesce(CAST(extract(epoch FROM c.acquired) AS bigint), 0), 0) / 4, 2147483647),
            9223372036854775807)
        ELSE coalesce(CAST(extract(epoch FROM c.acquired) AS bigint), 9999999999)
    END AS sort_key
FROM (
    SELECT b.source, b.dataset, b.location_id, b.product, b.uri, <src> AS src, <is_mapped> AS is_mapped, b.tile, b.hash,
        -- The month's first day and so many more: no text that looks like a time can fail.
        CASE WHEN left(b.taken || 'T00:00:00', 19) ~
                '^[12][0-9]{3}-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$'
            THEN (CAST(left(b.taken, 8) || '01' AS date) + (CAST(substr(b.taken, 9, 2) AS integer) - 1)
                    + CAST(substr(left(b.taken || 'T00:00:00', 19), 12, 8) AS time)) AT TIME ZONE 'UTC'
                - CASE WHEN length(b.taken) > 19 AND b.taken ~ '[+-](0[0-9]|1[0-5]):[0-5][0-9]$'
                    THEN CAST(right(b.taken, 6) AS interval) ELSE interval '0' END
        END AS acquired
    FROM (
        SELECT a.source, a.dataset, a.location_id, a.product, a.uri,
            coalesce(
                a.properties ->> 'odc:region_code',
                a.properties ->> 's2:mgrs_tile',
                substring(a.uri FROM '_T([0-9]{2}[A-Z]{3})_')) AS tile,
            coalesce(
                a.properties ->> 'datetime',
                a.properties ->> 'start_datetime',
                a.properties ->> 'dtr:start_datetime',
                a.metadata #>> '{extent,center_dt}',
                a.metadata #>> '{extent,from_dt}',
                regexp_replace(
                    substring(a.uri FROM '_([12][0-9]{7}T[0-9]{6})'),
                    '^(....)(..)(..)T(..)(..)(..)$', '\1-\2-\3T\4:\5:\6Z')) AS taken,
            -- When an item was written, and what it links to, is not what it says of its product. Most say neither.
            -- 128 bits of it: what tells versions of one source apart needs no more.
            left(encode(sha256(convert_to(
                CAST(CASE WHEN jsonb_typeof(a.properties) = 'object' AND (jsonb_exists(a.metadata, 'links')
                        OR jsonb_exists_any(a.properties, ARRAY['created', 'updated', 'published']))
                    THEN a.metadata - 'links' #- '{properties,created}' #- '{properties,updated}' #- '{properties,published}'
                    ELSE a.metadata END AS text) || ' ' || a.uri, 'UTF8')), 'hex'), 32) AS hash
        FROM (
            SELECT CAST(<source> AS text) AS source, s.dataset, s.location_id, s.product, s.scheme || ':' || s.body AS uri,
                s.metadata, s.metadata -> 'properties' AS properties
            FROM (
                -- Nothing is added: the document is unpacked here, once, for all that is asked of it.
                SELECT s.location_id, s.dataset, s.product, s.scheme, s.body, s.metadata || CAST('{}' AS jsonb) AS metadata
                FROM (<sources>) AS s
                WHERE s.is_active AND <selected> AND <unknown>
                OFFSET 0
            ) AS s
            OFFSET 0
        ) AS a
        OFFSET 0
    ) AS b
    OFFSET 0
) AS c
<latest>
