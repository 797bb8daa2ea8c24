-- Roles belong to the server, not to a database: they may be there already.
DO $$
DECLARE
    index_schema text;
    role_name text;
BEGIN
    FOREACH index_schema IN ARRAY ARRAY['agdc', 'odc'] LOOP
        FOREACH role_name IN ARRAY ARRAY['user', 'ingest', 'manage', 'admin'] LOOP
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = index_schema || '_' || role_name) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', index_schema || '_' || role_name);
            END IF;
        END LOOP;
        EXECUTE format('GRANT %1$I_user TO %1$I_ingest', index_schema);
        EXECUTE format('GRANT %1$I_ingest TO %1$I_manage', index_schema);
        EXECUTE format('GRANT %1$I_manage TO %1$I_admin', index_schema);
    END LOOP;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'datacube') THEN
        CREATE ROLE datacube LOGIN;
        GRANT agdc_admin, odc_admin TO datacube;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'waybill') THEN
        CREATE ROLE waybill LOGIN;
        GRANT agdc_user, odc_user TO waybill;
    END IF;
END
$$;
