ALTER TABLE odc.dataset ADD COLUMN uri_scheme varchar;
ALTER TABLE odc.dataset ADD COLUMN uri_body varchar;
