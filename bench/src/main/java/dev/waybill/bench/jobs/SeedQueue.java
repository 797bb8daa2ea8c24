package dev.waybill.bench.jobs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The seed document's query, word for word in what it does, over an index of its kind and its own table without an index on
 * {@code src_product_id}. Used by one thread.
 */
public final class SeedQueue implements AutoCloseable {
    private static final String CLAIM = """
            WITH next AS (
                SELECT id, 's3:' || replace(uri_body, '.stac.json', '.SAFE') AS uri
                FROM agdc.dataset_location
                WHERE uri_body LIKE '%' || '' || '%MSIL1C%'
                    AND NOT EXISTS (SELECT 1 FROM seed.process_executions WHERE src_product_id = dataset_location.id)
                LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            INSERT INTO seed.process_executions (processor_id, worker_id, action, src_product_id, status)
            SELECT 1, 'bench', 'process', id, 'running' FROM next RETURNING id
            """;

    private final Connection connection;

    private SeedQueue(Connection connection) {
        this.connection = connection;
    }

    public static SeedQueue fill(JobsServer server, int rows) throws SQLException {
        var queue = new SeedQueue(server.superuser().connect());
        queue.run(
                "CREATE SCHEMA seed; CREATE TABLE seed.process_executions (id serial PRIMARY KEY, processor_id integer,"
                        + " worker_id text, action text, src_product_id integer, dst_path text, status text, err_msg text);"
                        + " INSERT INTO agdc.dataset_type (name, metadata, metadata_type_ref, definition)"
                        + " SELECT 'bench', '{}', id, '{}' FROM agdc.metadata_type LIMIT 1;"
                        + " INSERT INTO agdc.dataset (id, metadata_type_ref, dataset_type_ref, metadata)"
                        + " SELECT md5(g::text)::uuid, t.metadata_type_ref, t.id, '{}'"
                        + " FROM generate_series(1, " + rows + ") g, agdc.dataset_type t WHERE t.name = 'bench';"
                        + " INSERT INTO agdc.dataset_location (dataset_ref, uri_scheme, uri_body)"
                        + " SELECT md5(g::text)::uuid, 's3', '//d49b125f138b4dd9b225925950e638bc:eodata-sentinel2/2018/S2A_'"
                        + " || CASE WHEN g % 20 < 9 THEN 'MSIL1C' ELSE 'MSIL2A' END || '_2018' || g || '_T33VWJ_' || md5(g::text)"
                        + " || '.stac.json' FROM generate_series(1, " + rows + ") g ORDER BY g");
        queue.run("VACUUM ANALYZE agdc.dataset_location");
        return queue;
    }

    /** Lets that part be done, the first ones. */
    public void finish(int percent) throws SQLException {
        run("TRUNCATE seed.process_executions; INSERT INTO seed.process_executions (processor_id, worker_id, action,"
                + " src_product_id, status) SELECT 1, 'earlier', 'process', id, 'finished' FROM (SELECT id, ntile(100)"
                + " OVER (ORDER BY id) AS part FROM agdc.dataset_location WHERE uri_body LIKE '%MSIL1C%') l WHERE part <= "
                + percent);
        run("VACUUM ANALYZE seed.process_executions");
    }

    /** Claims so many, one by one; returns nanoseconds, not a number where even the first takes longer than so many seconds. */
    public double claimSingly(int jobs, int longestSeconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '" + longestSeconds + " s'");
            long start = System.nanoTime();
            for (int i = 0; i < jobs; i++) {
                try (ResultSet claimed = statement.executeQuery(CLAIM)) {
                    if (!claimed.next()) {
                        throw new IllegalStateException("nothing to claim");
                    }
                }
            }
            return System.nanoTime() - start;
        } catch (SQLException e) {
            if ("57014".equals(e.getSQLState())) {
                return Double.NaN;
            }
            throw e;
        } finally {
            run("SET statement_timeout = 0");
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
