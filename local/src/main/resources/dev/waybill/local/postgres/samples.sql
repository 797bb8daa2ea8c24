-- Products as they are in the world, one row for each number. Everything follows from product and number.
-- The document of a product, with places for what differs: to build each of millions would take ten times as long.
CREATE FUNCTION pg_temp.template(product text, bands text[], is_whole boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CAST(jsonb_build_object(
        'id', '@id@',
        'label', product || '_@tile@_@number@',
        'product', jsonb_build_object('name', product),
        'properties', jsonb_build_object(
            'datetime', '@datetime@', 'odc:region_code', '@tile@', 'eo:cloud_cover', '@cloud@',
            'odc:processing_datetime', '@processed@'
        ) || CASE WHEN is_whole THEN jsonb_build_object(
            'eo:instrument', 'MSI', 'eo:platform', 'sentinel-2b', 'eo:gsd', 10, 'eo:epsg', 32633,
            'view:off_nadir', 0, 'view:sun_azimuth', '@cloud@', 'view:sun_elevation', '@cloud@',
            'odc:producer', 'example.org', 'odc:file_format', 'GeoTIFF', 'dea:dataset_maturity', 'final',
            'sentinel:utm_zone', 33, 'sentinel:latitude_band', 'V', 'sentinel:grid_square', '@tile@',
            'sentinel:data_coverage', '@cloud@', 'sentinel:processing_baseline', '05.11',
            'sentinel:datatake_id', 'GS2B_@taken@_039123_N05.11',
            'proj:shape', '[10980, 10980]'::jsonb, 'proj:transform', '[10, 0, 499980, 0, -10, 6600000]'::jsonb,
            'fmask:clear', '@cloud@', 'fmask:snow', '@cloud@', 'fmask:water', '@cloud@'
        ) ELSE '{}' END
    ) || CASE WHEN is_whole THEN jsonb_build_object(
        '$schema', 'https://schemas.opendatacube.org/dataset',
        'crs', 'epsg:32633',
        'extent', '{"lat": {"begin": 59.1, "end": 60.1}, "lon": {"begin": 14.2, "end": 16.1}}'::jsonb,
        'geometry', '{"type": "Polygon", "coordinates": [[["@x@", 6490200], [609780, 6490200], [609780, 6600000],
            ["@x@", 6600000], ["@x@", 6490200]]]}'::jsonb,
        'grids', '{"default": {"shape": [10980, 10980], "transform": [10, 0, 499980, 0, -10, 6600000, 0, 0, 1]},
            "g20m": {"shape": [5490, 5490], "transform": [20, 0, 499980, 0, -20, 6600000, 0, 0, 1]},
            "g60m": {"shape": [1830, 1830], "transform": [60, 0, 499980, 0, -60, 6600000, 0, 0, 1]}}'::jsonb,
        'measurements', (
            SELECT jsonb_object_agg(band, jsonb_build_object(
                'grid', 'g20m', 'path', '@day@/T@tile@_@taken@_' || band || '_20m.tif'))
            FROM unnest(bands) AS band),
        'accessories', '{"thumbnail": {"path": "thumbnail.jpg"}, "metadata:mtd_tl": {"path": "MTD_TL.xml"},
            "metadata:mtd_msil": {"path": "MTD_MSIL.xml"}}'::jsonb,
        'lineage', '{}'::jsonb
    ) ELSE '{}' END AS text)
$$;

CREATE FUNCTION pg_temp.samples(product text, first bigint, last bigint, is_whole boolean)
RETURNS TABLE (id uuid, metadata jsonb, uri_scheme text, uri_body text) LANGUAGE sql STABLE AS $$
    WITH numbered AS (
        SELECT number,
            (ARRAY['33VWJ', '33VWH', '33VVF', '33VXG', '34VCM', '34VDN', '33WXQ', '34WDB', '33UVB', '33UWB',
                '32VPM', '32VPL', '33VUE', '33VVJ', '34VDM', '34WEV', '33WWR', '33WVQ', '34WDA', '33UUB'])
                [number % 20 + 1] AS tile,
            timestamptz '2018-01-01 10:00:00+00' + number / 20 % 2500 * interval '1 day'
                + (number / 50000 * 61 + number % 20) * interval '1 second' AS acquired
        FROM generate_series(first, last) AS number
    ), placed AS (
        SELECT number, acquired, tile, 'S2' || substr('AB', (number % 2 + 1)::int, 1) AS satellite,
            to_char(acquired AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS') AS taken,
            to_char((acquired + interval '2 hours') AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS') AS made,
            to_char(acquired AT TIME ZONE 'UTC', 'YYYYMMDD') AS day,
            to_char(acquired AT TIME ZONE 'UTC', 'YYYY/FMMM/FMDD') AS day_path,
            '//d49b125f138b4dd9b225925950e638bc:' AS tenant
        FROM numbered
    ), of_kind AS (
        SELECT number, acquired, tile,
            tenant || 'eodata-sentinel2/MSI/L1C/' || day_path || '/' || satellite || '_MSIL1C_' || taken || '_N0511_R008_T'
                || tile || '_' || made
                || (ARRAY['.stac.json', '.stac.json', '.stac.json', '.stac_item.json', '.SAFE/stac_item.json'])
                    [number % 5 + 1] AS body
        FROM placed WHERE product = 's2_msil1c'
        UNION ALL
        SELECT number, acquired, tile,
            tenant || 'eodata-cog/' || day_path || '/' || satellite || '_MSIL2A_' || taken || '_N0511_R008_T' || tile
                || '_' || made || '/stac_item.json'
        FROM placed WHERE product = 's2_msil2a_cog'
        UNION ALL
        SELECT number, timestamptz '2018-07-01 00:00:00+00', sheet,
            tenant || 'eodata-models/NMD/2018/Basskikt_ogeneraliserad_Sverige_v1_1/' || sheet || '/stac_item.json'
        FROM placed, LATERAL (SELECT 'SE' || lpad(number::text, 7, '0') AS sheet) AS named
        WHERE product = 'nmd_land_cover'
        UNION ALL
        SELECT number, acquired, 193 + number % 7 || '018',
            '//usgs-landsat/collection02/level-2/standard/oli-tirs/' || to_char(acquired, 'YYYY') || '/' || 193 + number % 7
                || '/018/' || scene || '/' || scene || '_stac.json'
        FROM placed, LATERAL (
            SELECT 'LC08_L2SP_' || 193 + number % 7 || '018_' || day || '_' || lpad(number::text, 8, '0') || '_02_T1' AS scene
        ) AS named WHERE product = 'ls8_c2l2'
    ), template AS MATERIALIZED (
        SELECT pg_temp.template(product, CASE product
            WHEN 's2_msil1c' THEN ARRAY['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B09', 'B10', 'B11', 'B12']
            WHEN 's2_msil2a_cog' THEN ARRAY['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B09', 'B11', 'B12',
                'SCL', 'AOT', 'WVP']
            WHEN 'nmd_land_cover' THEN ARRAY['class']
            ELSE ARRAY['coastal', 'blue', 'green', 'red', 'nir08', 'swir16', 'swir22', 'qa_pixel'] END, is_whole) AS text
    )
    SELECT k.id,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(template.text,
            '@id@', k.id::text), '@number@', k.number::text), '@tile@', k.tile),
            '@datetime@', to_char(k.acquired AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
            '@processed@', to_char((k.acquired + interval '2 hours') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
            '@taken@', to_char(k.acquired AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS')),
            '@day@', to_char(k.acquired AT TIME ZONE 'UTC', 'YYYYMMDD')),
            '"@cloud@"', (k.number * 37 % 1001 / 10.0)::text), '"@x@"', (499980 + k.number % 977)::text)::jsonb,
        's3', k.body
    FROM (SELECT md5(product || ':' || number)::uuid AS id, * FROM of_kind) AS k, template
$$;
