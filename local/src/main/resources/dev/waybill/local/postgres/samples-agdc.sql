CREATE FUNCTION pg_temp.add_samples(product text, first bigint, last bigint, is_whole boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agdc.dataset_type (name, metadata, metadata_type_ref, definition)
    SELECT product, jsonb_build_object('product', jsonb_build_object('name', product)), metadata_type.id,
        jsonb_build_object('name', product, 'metadata_type', metadata_type.name)
    FROM agdc.metadata_type WHERE name = 'eo3' ON CONFLICT (name) DO NOTHING;

    CREATE TEMPORARY TABLE sample ON COMMIT DROP AS SELECT * FROM pg_temp.samples(product, first, last, is_whole);

    INSERT INTO agdc.dataset (id, metadata_type_ref, dataset_type_ref, metadata)
    SELECT sample.id, dataset_type.metadata_type_ref, dataset_type.id, sample.metadata
    FROM sample, agdc.dataset_type WHERE dataset_type.name = product ON CONFLICT (id) DO NOTHING;

    INSERT INTO agdc.dataset_location (dataset_ref, uri_scheme, uri_body)
    SELECT id, uri_scheme, uri_body FROM sample
    ON CONFLICT ON CONSTRAINT uq_dataset_location_uri_scheme DO NOTHING;
END
$$;
