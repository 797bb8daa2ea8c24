-- Products as they are in the world, one row for each number. Everything follows from product and number.
CREATE FUNCTION pg_temp.document(
    product text, number bigint, acquired timestamptz, tile text, bands text[], is_whole boolean) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', md5(product || ':' || number)::uuid,
        'label', product || '_' || tile || '_' || number,
        'product', jsonb_build_object('name', product),
        'properties', jsonb_build_object(
            'datetime', to_char(acquired AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'odc:region_code', tile,
            'eo:cloud_cover', number * 37 % 1001 / 10.0,
            'odc:processing_datetime', to_char((acquired + interval '2 hours') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        ) || CASE WHEN is_whole THEN jsonb_build_object(
            'eo:instrument', 'MSI', 'eo:platform', 'sentinel-2b', 'eo:gsd', 10, 'eo:epsg', 32633,
            'view:off_nadir', 0, 'view:sun_azimuth', number % 3600 / 10.0, 'view:sun_elevation', number % 600 / 10.0,
            'odc:producer', 'example.org', 'odc:file_format', 'GeoTIFF', 'dea:dataset_maturity', 'final',
            'sentinel:utm_zone', 33, 'sentinel:latitude_band', 'V', 'sentinel:grid_square', right(tile, 2),
            'sentinel:data_coverage', number % 100, 'sentinel:processing_baseline', '05.11',
            'sentinel:datatake_id', 'GS2B_' || to_char(acquired, 'YYYYMMDD"T"HH24MISS') || '_039123_N05.11',
            'proj:shape', jsonb_build_array(10980, 10980), 'proj:transform', jsonb_build_array(10, 0, 499980, 0, -10, 6600000),
            'fmask:clear', number % 997 / 10.0, 'fmask:snow', number % 101 / 10.0, 'fmask:water', number % 499 / 10.0
        ) ELSE '{}' END
    ) || CASE WHEN is_whole THEN jsonb_build_object(
        '$schema', 'https://schemas.opendatacube.org/dataset',
        'crs', 'epsg:32633',
        'extent', jsonb_build_object(
            'lat', jsonb_build_object('begin', 55 + number % 14, 'end', 56 + number % 14),
            'lon', jsonb_build_object('begin', 11 + number % 12, 'end', 13 + number % 12)),
        'geometry', jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(
            jsonb_build_array(499980 + number % 977, 6490200), jsonb_build_array(609780 + number % 977, 6490200),
            jsonb_build_array(609780 + number % 977, 6600000), jsonb_build_array(499980 + number % 977, 6600000),
            jsonb_build_array(499980 + number % 977, 6490200)))),
        'grids', jsonb_build_object(
            'default', jsonb_build_object('shape', jsonb_build_array(10980, 10980),
                'transform', jsonb_build_array(10, 0, 499980, 0, -10, 6600000, 0, 0, 1)),
            'g20m', jsonb_build_object('shape', jsonb_build_array(5490, 5490),
                'transform', jsonb_build_array(20, 0, 499980, 0, -20, 6600000, 0, 0, 1)),
            'g60m', jsonb_build_object('shape', jsonb_build_array(1830, 1830),
                'transform', jsonb_build_array(60, 0, 499980, 0, -60, 6600000, 0, 0, 1))),
        'measurements', (
            SELECT jsonb_object_agg(band, jsonb_build_object('grid', 'g20m', 'path',
                to_char(acquired, 'YYYYMMDD') || '/T' || tile || '_' || to_char(acquired, 'YYYYMMDD"T"HH24MISS') || '_' || band || '_20m.tif'))
            FROM unnest(bands) AS band),
        'accessories', jsonb_build_object(
            'thumbnail', jsonb_build_object('path', 'thumbnail.jpg'),
            'metadata:mtd_tl', jsonb_build_object('path', 'MTD_TL.xml'),
            'metadata:mtd_msil', jsonb_build_object('path', 'MTD_MSIL.xml')),
        'lineage', '{}'::jsonb
    ) ELSE '{}' END
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
    )
    SELECT md5(product || ':' || number)::uuid,
        pg_temp.document(product, number, acquired, tile, ARRAY['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08',
            'B8A', 'B09', 'B10', 'B11', 'B12'], is_whole),
        's3',
        tenant || 'eodata-sentinel2/MSI/L1C/' || day_path || '/' || satellite || '_MSIL1C_' || taken || '_N0511_R008_T'
            || tile || '_' || made
            || (ARRAY['.stac.json', '.stac.json', '.stac.json', '.stac_item.json', '.SAFE/stac_item.json'])[number % 5 + 1]
    FROM placed WHERE product = 's2_msil1c'
    UNION ALL
    SELECT md5(product || ':' || number)::uuid,
        pg_temp.document(product, number, acquired, tile, ARRAY['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08',
            'B8A', 'B09', 'B11', 'B12', 'SCL', 'AOT', 'WVP'], is_whole),
        's3',
        tenant || 'eodata-cog/' || day_path || '/' || satellite || '_MSIL2A_' || taken || '_N0511_R008_T' || tile || '_'
            || made || '/stac_item.json'
    FROM placed WHERE product = 's2_msil2a_cog'
    UNION ALL
    SELECT md5(product || ':' || number)::uuid,
        pg_temp.document(product, number, timestamptz '2018-07-01 00:00:00+00', 'SE' || lpad(number::text, 7, '0'),
            ARRAY['class'], is_whole),
        's3',
        tenant || 'eodata-models/NMD/2018/Basskikt_ogeneraliserad_Sverige_v1_1/SE' || lpad(number::text, 7, '0')
            || '/stac_item.json'
    FROM placed WHERE product = 'nmd_land_cover'
    UNION ALL
    SELECT md5(product || ':' || number)::uuid,
        pg_temp.document(product, number, acquired, lpad((193 + number % 7)::text, 3, '0') || '018',
            ARRAY['coastal', 'blue', 'green', 'red', 'nir08', 'swir16', 'swir22', 'qa_pixel'], is_whole),
        's3',
        '//usgs-landsat/collection02/level-2/standard/oli-tirs/' || to_char(acquired, 'YYYY') || '/' || 193 + number % 7
            || '/018/' || scene || '/' || scene || '_stac.json'
    FROM placed, LATERAL (
        SELECT 'LC08_L2SP_' || 193 + number % 7 || '018_' || day || '_' || lpad(number::text, 8, '0') || '_02_T1' AS scene
    ) AS named WHERE product = 'ls8_c2l2'
$$;
