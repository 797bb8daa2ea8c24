-- Places of datasets are columns, or a table beside them: the table says which.
CREATE FUNCTION pg_temp.add_samples(product text, first bigint, last bigint, is_whole boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO odc.product (name, metadata, metadata_type_ref, definition)
    SELECT product, jsonb_build_object('product', jsonb_build_object('name', product)), metadata_type.id,
        jsonb_build_object('name', product, 'metadata_type', metadata_type.name)
    FROM odc.metadata_type WHERE name = 'eo3' ON CONFLICT (name) DO NOTHING;

    CREATE TEMPORARY TABLE sample ON COMMIT DROP AS SELECT * FROM pg_temp.samples(product, first, last, is_whole);

    IF to_regclass('odc.location') IS NULL THEN
        INSERT INTO odc.dataset (id, metadata_type_ref, product_ref, metadata, uri_scheme, uri_body)
        SELECT sample.id, product.metadata_type_ref, product.id, sample.metadata, sample.uri_scheme, sample.uri_body
        FROM sample, odc.product WHERE product.name = add_samples.product ON CONFLICT (id) DO NOTHING;
    ELSE
        INSERT INTO odc.dataset (id, metadata_type_ref, product_ref, metadata)
        SELECT sample.id, product.metadata_type_ref, product.id, sample.metadata
        FROM sample, odc.product WHERE product.name = add_samples.product ON CONFLICT (id) DO NOTHING;

        INSERT INTO odc.location (dataset_ref, uri_scheme, uri_body)
        SELECT id, uri_scheme, uri_body FROM sample ON CONFLICT ON CONSTRAINT uq_location_uri_scheme DO NOTHING;
    END IF;
END
$$;
