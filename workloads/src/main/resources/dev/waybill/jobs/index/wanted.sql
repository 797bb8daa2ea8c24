-- The sources that a processor wants, with all that is computed of them once. A document may be kilobytes, and packed: it is
-- unpacked for rows that are wanted only, and as seldom as can be. OFFSET 0 keeps the planner from computing the same again
-- further out.
WITH listed AS (
    -- Nothing is added: the document is unpacked here, once, for all that is asked of it.
    SELECT s.location_id, s.dataset, s.product, s.scheme, s.body, s.metadata || CAST('{}' AS jsonb) AS metadata
    FROM (<sources>) AS s
    WHERE s.is_active AND <selected> AND <unknown>
    OFFSET 0
), opened AS (
    SELECT CAST(<source> AS text) AS source, s.dataset, s.location_id, s.product, s.scheme || ':' || s.body AS uri,
        s.metadata, s.metadata -> 'properties' AS properties
    FROM listed AS s
    OFFSET 0
), described AS (
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
    FROM opened AS a
    OFFSET 0
), figured AS (
    -- Year to second without what stands between: cut out one by one, because a regular expression takes ten times as long.
    SELECT d.*,
        CASE WHEN d.taken LIKE '____-__-__T__:__:__%' OR d.taken LIKE '____-__-__ __:__:__%'
            THEN substr(d.taken, 1, 4) || substr(d.taken, 6, 2) || substr(d.taken, 9, 2)
                || substr(d.taken, 12, 2) || substr(d.taken, 15, 2) || substr(d.taken, 18, 2)
            WHEN d.taken LIKE '____-__-__'
            THEN substr(d.taken, 1, 4) || substr(d.taken, 6, 2) || substr(d.taken, 9, 2) || '000000'
        END AS figures
    FROM described AS d
    OFFSET 0
), numbered AS (
    SELECT f.*, CASE WHEN f.figures !~ '[^0-9]' THEN CAST(f.figures AS bigint) END AS number
    FROM figured AS f
    OFFSET 0
), timed AS (
    SELECT b.source, b.dataset, b.location_id, b.product, b.uri, <src> AS src, <is_mapped> AS is_mapped, b.tile, b.hash,
        -- Seconds since 1970: the month's first day and so many more, so that no text that looks like a time can fail.
        CASE WHEN b.number BETWEEN 10000000000000 AND 29999999999999
                AND b.number / 100000000 % 100 BETWEEN 1 AND 12 AND b.number / 1000000 % 100 <= 31
                AND b.number / 10000 % 100 <= 23 AND b.number / 100 % 100 <= 59 AND b.number % 100 <= 59
            THEN (make_date(CAST(b.number / 10000000000 AS integer), CAST(b.number / 100000000 % 100 AS integer), 1)
                    - date '1970-01-01' + b.number / 1000000 % 100 - 1) * 86400
                + b.number / 10000 % 100 * 3600 + b.number / 100 % 100 * 60 + b.number % 100
                - CASE WHEN length(b.taken) > 19 AND b.taken LIKE '%:__' AND b.taken ~ '[+-](0[0-9]|1[0-5]):[0-5][0-9]$'
                    THEN CAST(extract(epoch FROM CAST(right(b.taken, 6) AS interval)) AS bigint) ELSE 0 END
        END AS moment
    FROM numbered AS b
    OFFSET 0
)
SELECT <distinct> c.source, c.dataset, c.location_id, c.product, c.uri, c.src, c.is_mapped, c.tile,
    to_timestamp(c.moment) AS acquired, c.hash,
    CASE CAST(:job_order AS text)
        WHEN 'newest' THEN coalesce(-c.moment, 9999999999)
        -- 31 bits that a tile has to itself, and 31 that fall with time, in steps of four seconds
        WHEN 'tile' THEN coalesce(
            ((CAST(CAST('x' || left(md5(c.tile), 8) AS bit(32)) AS bigint) >> 1) << 31)
                + 2147483647 - least(greatest(coalesce(c.moment, 0), 0) / 4, 2147483647),
            9223372036854775807)
        ELSE coalesce(c.moment, 9999999999)
    END AS sort_key
FROM timed AS c
<latest>
