package dev.waybill.jobs.index;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.processor.IndexKind;
import java.util.Locale;
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

    /**
     * Looks which form the index of this kind has here.
     *
     * @throws DeliveryException misconfigured, if there is none, or it may not be read
     */
    public static SourceIndex find(Handle handle, IndexKind kind) {
        String schema = kind.name().toLowerCase(Locale.ROOT);
        if (!isTable(handle, schema + ".dataset")) {
            throw DeliveryException.misconfigured("there is no Open Data Cube index in schema " + schema
                    + " of this database; choose the database of the index, or the processor's index kind");
        }
        var index = new SourceIndex(
                schema, isTable(handle, schema + (kind == IndexKind.AGDC ? ".dataset_location" : ".location")));
        index.requireReadable(handle);
        return index;
    }

    private static boolean isTable(Handle handle, String name) {
        String[] parts = name.split("\\.", 2);
        // The catalogue is readable by everybody; to_regclass would ask for the right to use the schema.
        return handle.createQuery("SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = :schema AND c.relname = :name AND c.relkind IN ('r', 'p', 'v', 'f'))")
                .bind("schema", parts[0])
                .bind("name", parts[1])
                .mapTo(Boolean.class)
                .one();
    }

    private void requireReadable(Handle handle) {
        boolean isReadable = handle.createQuery("SELECT has_schema_privilege(:schema, 'USAGE')")
                .bind("schema", schema)
                .mapTo(Boolean.class)
                .one();
        for (String table : new String[] {schema + ".dataset", schema + "." + product(), positions()}) {
            isReadable = isReadable
                    && handle.createQuery("SELECT has_table_privilege(:table, 'SELECT')")
                            .bind("table", table)
                            .mapTo(Boolean.class)
                            .one();
        }
        if (!isReadable) {
            throw DeliveryException.misconfigured("the index in schema " + schema
                    + " may not be read by this user; its owner lets it: GRANT " + schema + "_user TO this user");
        }
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
