package dev.waybill.cli.demo;

import dev.waybill.jobs.database.Database;
import java.util.List;
import java.util.UUID;

/** The index of the jobs story, as its owner changes it while others work. Thread-safe. */
final class ProductIndex {
    private final Database owner;

    ProductIndex(Database owner) {
        this.owner = owner;
    }

    /** Products of a processor that are finished, some of them. */
    List<String> finished(Database jobs, int processor, int count) {
        return jobs.call(
                handle -> handle.createQuery("SELECT dataset FROM bnp.sourced_job WHERE processor_id = :processor"
                                + " AND status = 'finished' AND NOT source_gone ORDER BY id LIMIT :count")
                        .bind("processor", processor)
                        .bind("count", count)
                        .mapTo(String.class)
                        .list());
    }

    /** Products of a processor that nobody has begun, some of the last. */
    List<String> untouched(Database jobs, int processor, int count) {
        return jobs.call(
                handle -> handle.createQuery("SELECT dataset FROM bnp.sourced_job WHERE processor_id = :processor"
                                + " AND status = 'ready' AND execution IS NULL ORDER BY sort_key DESC LIMIT :count")
                        .bind("processor", processor)
                        .bind("count", count)
                        .mapTo(String.class)
                        .list());
    }

    void archive(List<String> datasets) {
        run("UPDATE agdc.dataset SET archived = now() WHERE id = ANY (:datasets)", datasets);
    }

    /** Back again, with another document. */
    void restore(List<String> datasets) {
        change(datasets, "3");
        run("UPDATE agdc.dataset SET archived = NULL WHERE id = ANY (:datasets)", datasets);
    }

    void change(List<String> datasets, String version) {
        run(
                "UPDATE agdc.dataset SET metadata = jsonb_set(metadata, '{properties,demo:version}', '\"" + version
                        + "\"') WHERE id = ANY (:datasets)",
                datasets);
    }

    /** Out of the index, without a trace. */
    void purge(List<String> datasets) {
        owner.transact(handle -> {
            for (String table : List.of("dataset_location WHERE dataset_ref", "dataset WHERE id")) {
                handle.createUpdate("DELETE FROM agdc." + table + " = ANY (:datasets)")
                        .bindArray("datasets", UUID.class, uuids(datasets))
                        .execute();
            }
            return true;
        });
    }

    /** New products, like others that there are: for each of {@code most} as many copies as are asked for. */
    void add(String product, int most, int copies) {
        owner.transact(handle -> handle.createUpdate("""
                        WITH pattern AS (
                            SELECT d.metadata_type_ref, d.dataset_type_ref, d.metadata, l.uri_scheme, l.uri_body, n,
                                md5(d.id || '-' || n || '-' || :most)::uuid AS id
                            FROM (SELECT d.* FROM agdc.dataset d JOIN agdc.dataset_type t ON t.id = d.dataset_type_ref
                                WHERE t.name = :product AND d.archived IS NULL ORDER BY d.id LIMIT :most) d
                            JOIN agdc.dataset_location l ON l.dataset_ref = d.id
                            CROSS JOIN generate_series(1, :copies) AS n
                        ), added AS (
                            INSERT INTO agdc.dataset (id, metadata_type_ref, dataset_type_ref, metadata)
                            SELECT id, metadata_type_ref, dataset_type_ref, jsonb_set(metadata, '{id}', to_jsonb(id::text))
                            FROM pattern RETURNING id
                        )
                        INSERT INTO agdc.dataset_location (dataset_ref, uri_scheme, uri_body)
                        SELECT p.id, p.uri_scheme, p.uri_body || '-' || :most || '-' || p.n FROM pattern p JOIN added USING (id)
                        """)
                .bind("product", product)
                .bind("most", most)
                .bind("copies", copies)
                .execute());
    }

    /** All products of the index. */
    long count() {
        return owner.call(handle -> handle.createQuery("SELECT count(*) FROM agdc.dataset")
                .mapTo(Long.class)
                .one());
    }

    private void run(String statement, List<String> datasets) {
        owner.run(handle -> handle.createUpdate(statement)
                .bindArray("datasets", UUID.class, uuids(datasets))
                .execute());
    }

    private static List<UUID> uuids(List<String> datasets) {
        return datasets.stream().map(UUID::fromString).toList();
    }
}
