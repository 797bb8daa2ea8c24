CREATE SCHEMA odc;

CREATE TABLE odc.metadata_type (
    id smallserial PRIMARY KEY,
    name varchar NOT NULL UNIQUE CONSTRAINT ck_metadata_type_alphanumeric_name CHECK (name ~* '^\w+$'),
    definition jsonb NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user,
    updated timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE odc.product (
    id smallserial PRIMARY KEY,
    name varchar NOT NULL UNIQUE CONSTRAINT ck_product_alphanumeric_name CHECK (name ~* '^\w+$'),
    metadata jsonb NOT NULL,
    metadata_type_ref smallint NOT NULL REFERENCES odc.metadata_type (id),
    definition jsonb NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user,
    updated timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE odc.dataset (
    id uuid PRIMARY KEY,
    metadata_type_ref smallint NOT NULL REFERENCES odc.metadata_type (id),
    product_ref smallint NOT NULL REFERENCES odc.product (id),
    metadata jsonb NOT NULL,
    archived timestamptz,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user,
    updated timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_dataset_archived ON odc.dataset (archived);
CREATE INDEX ix_dataset_added ON odc.dataset (added);
CREATE INDEX ix_dataset_updated ON odc.dataset (updated);
CREATE INDEX ix_dataset_product_ref ON odc.dataset (product_ref);
CREATE INDEX ix_ds_prod_active ON odc.dataset (product_ref) WHERE archived IS NULL;
CREATE INDEX ix_ds_mdt_active ON odc.dataset (metadata_type_ref) WHERE archived IS NULL;

CREATE TABLE odc.dataset_lineage (
    derived_dataset_ref uuid NOT NULL,
    source_dataset_ref uuid NOT NULL,
    classifier varchar NOT NULL,
    PRIMARY KEY (source_dataset_ref, derived_dataset_ref)
);

CREATE TABLE odc.dataset_home (
    dataset_ref uuid PRIMARY KEY,
    home varchar NOT NULL
);

CREATE TABLE odc.dataset_search_string (
    dataset_ref uuid NOT NULL REFERENCES odc.dataset (id),
    search_key varchar NOT NULL,
    search_val varchar,
    PRIMARY KEY (dataset_ref, search_key)
);

CREATE TABLE odc.dataset_search_num (
    dataset_ref uuid NOT NULL REFERENCES odc.dataset (id),
    search_key varchar NOT NULL,
    search_val numrange,
    PRIMARY KEY (dataset_ref, search_key)
);

CREATE TABLE odc.dataset_search_datetime (
    dataset_ref uuid NOT NULL REFERENCES odc.dataset (id),
    search_key varchar NOT NULL,
    search_val tstzrange,
    PRIMARY KEY (dataset_ref, search_key)
);

CREATE FUNCTION odc.set_row_update_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.updated = now();
    RETURN new;
END
$$;

CREATE TRIGGER row_update_time_metadata_type BEFORE UPDATE ON odc.metadata_type
    FOR EACH ROW EXECUTE FUNCTION odc.set_row_update_time();
CREATE TRIGGER row_update_time_product BEFORE UPDATE ON odc.product
    FOR EACH ROW EXECUTE FUNCTION odc.set_row_update_time();
CREATE TRIGGER row_update_time_dataset BEFORE UPDATE ON odc.dataset
    FOR EACH ROW EXECUTE FUNCTION odc.set_row_update_time();

GRANT USAGE ON SCHEMA odc TO odc_user;
GRANT SELECT ON ALL TABLES IN SCHEMA odc TO odc_user;
GRANT INSERT ON odc.dataset, odc.dataset_lineage, odc.dataset_home, odc.dataset_search_string,
    odc.dataset_search_num, odc.dataset_search_datetime TO odc_ingest;
GRANT INSERT, DELETE ON odc.product, odc.metadata_type TO odc_manage;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA odc TO odc_manage;

INSERT INTO odc.metadata_type (name, definition) VALUES ('eo3', '{"name": "eo3"}');
