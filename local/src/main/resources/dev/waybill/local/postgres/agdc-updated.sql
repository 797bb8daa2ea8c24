ALTER TABLE agdc.metadata_type ADD COLUMN updated timestamptz;
ALTER TABLE agdc.dataset_type ADD COLUMN updated timestamptz;
ALTER TABLE agdc.dataset ADD COLUMN updated timestamptz;

CREATE FUNCTION agdc.set_row_update_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.updated = now();
    RETURN new;
END
$$;

CREATE TRIGGER row_update_time_metadata_type BEFORE UPDATE ON agdc.metadata_type
    FOR EACH ROW EXECUTE FUNCTION agdc.set_row_update_time();
CREATE TRIGGER row_update_time_dataset_type BEFORE UPDATE ON agdc.dataset_type
    FOR EACH ROW EXECUTE FUNCTION agdc.set_row_update_time();
CREATE TRIGGER row_update_time_dataset BEFORE UPDATE ON agdc.dataset
    FOR EACH ROW EXECUTE FUNCTION agdc.set_row_update_time();
