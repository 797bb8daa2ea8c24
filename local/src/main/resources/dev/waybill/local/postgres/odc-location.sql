CREATE TABLE odc.location (
    id serial PRIMARY KEY,
    dataset_ref uuid NOT NULL REFERENCES odc.dataset (id),
    uri_scheme varchar NOT NULL,
    uri_body varchar NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    added_by name NOT NULL DEFAULT current_user,
    archived timestamptz,
    CONSTRAINT uq_location_uri_scheme UNIQUE (uri_scheme, uri_body, dataset_ref)
);

CREATE INDEX ix_location_archived ON odc.location (archived);
CREATE INDEX ix_loc_ds_added ON odc.location (dataset_ref, added);

GRANT SELECT ON odc.location TO odc_user;
GRANT INSERT ON odc.location TO odc_ingest;
GRANT USAGE, SELECT ON SEQUENCE odc.location_id_seq TO odc_ingest;
