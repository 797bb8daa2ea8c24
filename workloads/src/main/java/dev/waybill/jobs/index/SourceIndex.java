package dev.waybill.jobs.index;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.SqlText;
import dev.waybill.jobs.processor.IndexKind;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The index that lies in a database, as it is read. It is never written or locked: the right to SELECT is enough.
 *
 * @param schema {@code agdc} or {@code odc}
 * @param hasLocations whether locations are rows of their own, with a number that grows; otherwise a dataset carries its uri
 */
public record SourceIndex(String schema, boolean hasLocations) {
    private static final String LOCATED = SqlText.load(SourceIndex.class, "located");
    private static final String PLACED = SqlText.load(SourceIndex.class, "placed");

    private static final String UNREADABLE = "(unreadable)";

    /** Looked up in the catalogue, which is readable by everybody: a name alone would ask for the right to use its schema. */
    private static final String TABLES = """
            SELECT t.name FROM pg_namespace AS n
            JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'f')
                AND c.relname IN ('dataset', 'dataset_location', 'location', 'dataset_type', 'product')
            CROSS JOIN LATERAL (
                SELECT CAST(c.relname AS text)
                UNION ALL
                SELECT '(unreadable)'
                WHERE NOT has_schema_privilege(n.oid, 'USAGE') OR NOT has_table_privilege(c.oid, 'SELECT')
            ) AS t (name)
            WHERE n.nspname = :schema
            """;

    /**
     * Looks which form the index of this kind has here.
     *
     * @throws DeliveryException misconfigured, if there is none, or it may not be read
     */
    public static SourceIndex find(Handle handle, IndexKind kind) {
        String schema = kind.name().toLowerCase(Locale.ROOT);
        Set<String> tables = Set.copyOf(handle.createQuery(TABLES)
                .bind("schema", schema)
                .mapTo(String.class)
                .list());
        if (!tables.contains("dataset")) {
            throw DeliveryException.misconfigured("there is no Open Data Cube index in schema " + schema
                    + " of this database; choose the database of the index, or the processor's index kind");
        }
        var index = new SourceIndex(schema, tables.contains(kind == IndexKind.AGDC ? "dataset_location" : "location"));
        if (tables.contains(UNREADABLE)) {
            throw DeliveryException.misconfigured("the index in schema " + schema
                    + " may not be read by this user; its owner lets it: GRANT " + schema + "_user TO this user");
        }
        return index;
    }

    /** The table of products, which is also the name of the reference to it. */
    String product() {
        return schema.equals("agdc") ? "dataset_type" : "product";
    }

    /** The table that a walk goes along. */
    public String positions() {
        if (!hasLocations) {
            return schema + ".dataset";
        }
        return schema.equals("agdc") ? "agdc.dataset_location" : "odc.location";
    }

    /** The column of a {@link #sources window} that names the dataset, of the table that the window is of. */
    public String dataset() {
        return hasLocations ? "l.dataset_ref" : "d.id";
    }

    /**
     * A query of sources: {@code location_id, dataset, product, scheme, body, metadata, is_active}.
     *
     * @param window a condition on {@code d}, a dataset, and {@code l}, a location where there are any
     */
    public String sources(String window) {
        return (hasLocations ? LOCATED : PLACED)
                .replace("<locations>", positions())
                .replace("<schema>", schema)
                .replace("<product>", product())
                .replace("<window>", window);
    }
}
