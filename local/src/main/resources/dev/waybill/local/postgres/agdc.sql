CREATE SCHEMA agdc;

CREATE TABLE agdc.metadata_type (
    id smallserial PRIMARY KEY,
    name varchar NOT NULL UNIQUE CONSTRAINT ck_metadata_type_alphanumeric_name CHECK (name ~* '^\w+$'),
    definition jsonb NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user
);

CREATE TABLE agdc.dataset_type (
    id smallserial PRIMARY KEY,
    name varchar NOT NULL UNIQUE CONSTRAINT ck_dataset_type_alphanumeric_name CHECK (name ~* '^\w+$'),
    metadata jsonb NOT NULL,
    metadata_type_ref smallint NOT NULL REFERENCES agdc.metadata_type (id),
    definition jsonb NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user
);

CREATE TABLE agdc.dataset (
    id uuid PRIMARY KEY,
    metadata_type_ref smallint NOT NULL REFERENCES agdc.metadata_type (id),
    dataset_type_ref smallint NOT NULL REFERENCES agdc.dataset_type (id),
    metadata jsonb NOT NULL,
    archived timestamptz,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user
);

CREATE INDEX ix_agdc_dataset_dataset_type_ref ON agdc.dataset (dataset_type_ref);
CREATE INDEX ix_ds_isactive ON agdc.dataset ((archived IS NULL));
CREATE INDEX ix_ds_prod_isactive ON agdc.dataset (dataset_type_ref, (archived IS NULL));
CREATE INDEX ix_ds_mdt_isactive ON agdc.dataset (metadata_type_ref, (archived IS NULL));

CREATE TABLE agdc.dataset_location (
    id serial PRIMARY KEY,
    dataset_ref uuid NOT NULL REFERENCES agdc.dataset (id),
    uri_scheme varchar NOT NULL,
    uri_body varchar NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user,
    archived timestamptz,
    CONSTRAINT uq_dataset_location_uri_scheme UNIQUE (uri_scheme, uri_body, dataset_ref)
);

CREATE INDEX ix_agdc_dataset_location_dataset_ref ON agdc.dataset_location (dataset_ref);

CREATE TABLE agdc.dataset_source (
    dataset_ref uuid NOT NULL REFERENCES agdc.dataset (id),
    classifier varchar NOT NULL,
    source_dataset_ref uuid NOT NULL REFERENCES agdc.dataset (id),
    PRIMARY KEY (dataset_ref, classifier),
    CONSTRAINT uq_dataset_source_source_dataset_ref UNIQUE (source_dataset_ref, dataset_ref)
);

GRANT USAGE ON SCHEMA agdc TO agdc_user;
GRANT SELECT ON ALL TABLES IN SCHEMA agdc TO agdc_user;
GRANT INSERT ON agdc.dataset, agdc.dataset_location, agdc.dataset_source TO agdc_ingest;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA agdc TO agdc_ingest;
GRANT INSERT, DELETE ON agdc.dataset_type, agdc.metadata_type TO agdc_manage;

INSERT INTO agdc.metadata_type (name, definition) VALUES ('eo3', '{"name": "eo3"}');
