package dev.waybill.batch.store;

import dev.waybill.failure.DeliveryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of the batch workload, made and widened when they are needed.
 *
 * <p>Thread-safe, holds no state: what is there is asked of the server. Several processes may prepare the same table at
 * once. All tables remember {@value #REMEMBERED_INSERTS} tokens of inserts.
 *
 * <p>A data table has the columns of its model, and where each row comes from: on servers since 22.8 in materialized
 * columns, which {@code SELECT *} leaves out; on older ones in plain columns behind those of the model.
 */
public final class Tables {
    /** The table with one row for every bad cell. */
    public static final String REJECTED_ROWS = "rejected_rows";

    static final String JOB = "_job_id";
    static final String BLOCK = "_block";

    /** Which part of a block, where a block had to be sent in parts; 1 stands for all of it. Old servers only. */
    static final String PIECE = "_piece";

    /** What is sent for {@link #JOB} and {@link #BLOCK}, which take no values themselves. */
    static final String SENT_JOB = "_sent_job_id";

    static final String SENT_BLOCK = "_sent_block";

    private static final int REMEMBERED_INSERTS = 10_000;
    private static final Set<String> RESERVED = Set.of(JOB, BLOCK, PIECE, SENT_JOB, SENT_BLOCK);

    private static final List<TableColumn> REJECTED_COLUMNS = List.of(
            new TableColumn("job_id", "String"),
            new TableColumn("row", "UInt32"),
            new TableColumn("event_id", "String"),
            new TableColumn("column", "String"),
            new TableColumn("type", "String"),
            new TableColumn("error", "String"),
            new TableColumn("observed", "String"),
            new TableColumn("message", "String"),
            new TableColumn("ts", "DateTime DEFAULT now()"),
            new TableColumn("line", "UInt64"),
            new TableColumn("original", "String"));

    private final ClickHouse server;

    public Tables(ClickHouse server) {
        this.server = server;
    }

    /** The name of a model's table. */
    public static String dataTable(String modelId) {
        return "data_" + modelId;
    }

    /** Whether a column of a model cannot have this name: the table has one of that name itself. */
    public static boolean isReserved(String columnName) {
        return RESERVED.contains(columnName);
    }

    /**
     * Makes the table of a model, or adds to it the columns it lacks, whose values in older rows are the type's default.
     * Columns that the model no longer has stay.
     *
     * @throws DeliveryException misconfigured, where a column has another type than the model says
     */
    public void prepareData(String modelId, List<TableColumn> columns) {
        for (TableColumn column : columns) {
            if (isReserved(column.name())) {
                throw new IllegalArgumentException("the column name \"" + column.name() + "\" is taken");
            }
        }
        boolean hasTokens = server.version().hasTokens();
        prepare(dataTable(modelId), columns, hasTokens ? hidden() : visible(), sortingKey(columns));
    }

    /** Makes {@link #REJECTED_ROWS}, or adds to it the columns it lacks. */
    public void prepareRejected() {
        prepare(REJECTED_ROWS, REJECTED_COLUMNS, List.of(), "(job_id, row)");
    }

    private static List<TableColumn> hidden() {
        return List.of(
                new TableColumn(SENT_JOB, "String EPHEMERAL"),
                new TableColumn(SENT_BLOCK, "UInt32 EPHEMERAL"),
                new TableColumn(JOB, "LowCardinality(String) MATERIALIZED " + SENT_JOB),
                new TableColumn(BLOCK, "UInt32 MATERIALIZED " + SENT_BLOCK));
    }

    private static List<TableColumn> visible() {
        return List.of(
                new TableColumn(JOB, "String"), new TableColumn(BLOCK, "UInt32"), new TableColumn(PIECE, "UInt32"));
    }

    /** A column that may be null cannot be part of it. */
    private static String sortingKey(List<TableColumn> columns) {
        return columns.stream()
                .filter(column -> column.name().equals("event_id") && !column.isNullable())
                .findFirst()
                .or(() ->
                        columns.stream().filter(column -> !column.isNullable()).findFirst())
                .map(column -> Quoted.name(column.name()))
                .orElse("tuple()");
    }

    private void prepare(String table, List<TableColumn> columns, List<TableColumn> own, String sortingKey) {
        server.execute(creation(table, columns, own, sortingKey));
        Map<String, String> present = describe(table);
        var problems = new ArrayList<String>();
        String last = "";
        for (TableColumn column : columns) {
            String type = present.get(column.name());
            if (type == null) {
                add(table, column, last);
            } else if (!TypeForm.of(type).equals(TypeForm.of(plainType(column)))) {
                problems.add("column \"" + column.name() + "\" is " + type + ", the model says " + plainType(column));
            }
            last = column.name();
        }
        if (!problems.isEmpty()) {
            throw DeliveryException.misconfigured(
                    "table " + table + ": " + String.join("; ", problems) + "; a type that changed needs a new model");
        }
        adopt(table, own, present);
    }

    private String creation(String table, List<TableColumn> columns, List<TableColumn> own, String sortingKey) {
        var all = new ArrayList<String>();
        columns.forEach(column -> all.add(definition(column)));
        own.forEach(column -> all.add(definition(column)));
        return "CREATE TABLE IF NOT EXISTS " + Quoted.name(table) + " (" + String.join(", ", all)
                + ") ENGINE = MergeTree ORDER BY " + sortingKey
                + (server.version().hasTokens()
                        ? " SETTINGS non_replicated_deduplication_window = " + REMEMBERED_INSERTS
                        : "");
    }

    private Map<String, String> describe(String table) {
        var types = new LinkedHashMap<String, String>();
        for (String line : server.query("DESCRIBE TABLE " + Quoted.name(table)).split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields.length > 1) {
                types.put(Tsv.decoded(fields[0]), Tsv.decoded(fields[1]));
            }
        }
        return types;
    }

    /** A table that someone else made learns where rows come from, and remembers inserts. */
    private void adopt(String table, List<TableColumn> own, Map<String, String> present) {
        boolean isForeign = false;
        for (TableColumn column : own) {
            if (!present.containsKey(column.name())) {
                add(table, column, "");
                isForeign = true;
            }
        }
        if (isForeign && server.version().hasTokens()) {
            server.execute("ALTER TABLE " + Quoted.name(table)
                    + " MODIFY SETTING non_replicated_deduplication_window = " + REMEMBERED_INSERTS);
        }
    }

    private void add(String table, TableColumn column, String after) {
        String position = after.isEmpty() ? "" : " AFTER " + Quoted.name(after);
        boolean hasTokens = server.version().hasTokens();
        try {
            server.execute("ALTER TABLE " + Quoted.name(table) + " ADD COLUMN " + (hasTokens ? "IF NOT EXISTS " : "")
                    + definition(column) + position);
        } catch (DeliveryException e) {
            // Another process may have been faster, and an old server cannot be told to see no failure in it.
            if (!describe(table).containsKey(column.name())) {
                throw e;
            }
        }
    }

    private static String definition(TableColumn column) {
        return Quoted.name(column.name()) + " " + column.type();
    }

    private static String plainType(TableColumn column) {
        return column.type().replaceFirst(" (DEFAULT|EPHEMERAL|MATERIALIZED) ?.*", "");
    }
}
