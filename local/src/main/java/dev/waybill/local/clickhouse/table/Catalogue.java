package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Statement;
import dev.waybill.local.clickhouse.sql.Statement.AddColumn;
import dev.waybill.local.clickhouse.sql.Statement.ColumnDefinition;
import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import dev.waybill.local.clickhouse.sql.Statement.DropColumn;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.TypeParser;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tables that are there. A change of a table is one transaction with the change of what is kept about it.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
public final class Catalogue {
    private static final String TABLES = "waybill_tables";
    private static final String TOKENS = "waybill_tokens";

    private final Database database;
    private final TreeMap<String, Table> tables = new TreeMap<>();
    private long lastId;

    public Catalogue(Database database) {
        this.database = database;
        database.transaction(connection -> {
            Database.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS " + TABLES + " (id BIGINT PRIMARY KEY, definition VARCHAR)");
            Database.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS " + TOKENS + " (table_id BIGINT, number BIGINT, token VARCHAR)");
            try (java.sql.Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT definition FROM " + TABLES)) {
                while (rows.next()) {
                    Table table = TableJson.read(rows.getString(1));
                    tables.put(table.name(), table);
                    lastId = Math.max(lastId, table.id());
                }
            }
            return tables.size();
        });
    }

    public synchronized List<Table> all() {
        return List.copyOf(tables.values());
    }

    public synchronized Optional<Table> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    public Table get(String name) {
        int point = name.indexOf('.');
        if (point > 0 && !name.startsWith("system.")) {
            throw new Refusal(Code.UNKNOWN_DATABASE, "Database " + name.substring(0, point) + " does not exist");
        }
        return find(name)
                .orElseThrow(() -> new Refusal(
                        Code.UNKNOWN_TABLE, "Table " + (point > 0 ? "" : "default.") + name + " does not exist"));
    }

    public synchronized void create(Statement.CreateTable wanted) {
        if (tables.containsKey(wanted.table())) {
            if (wanted.isIfNotExists()) {
                return;
            }
            throw new Refusal(Code.TABLE_ALREADY_EXISTS, "Table default." + wanted.table() + " already exists");
        }
        if (wanted.table().indexOf('.') >= 0) {
            get(wanted.table());
        }
        List<TableColumn> columns = new ArrayList<>();
        for (ColumnDefinition definition : wanted.columns()) {
            columns.add(column(definition, columns));
        }
        var table =
                new Table(lastId + 1, wanted.table(), columns, wanted.sortingKey(), wanted.settings(), columns.size());
        check(table);
        lastId++;
        keep(table, table.storedColumns().isEmpty() ? List.of() : List.of(creation(table)));
    }

    public synchronized void drop(String name, boolean isIfExists) {
        if (isIfExists && !tables.containsKey(name)) {
            return;
        }
        Table table = get(name);
        database.transaction(connection -> {
            Database.execute(connection, "DROP TABLE " + table.engineName());
            Database.execute(connection, "DELETE FROM " + TABLES + " WHERE id = " + table.id());
            Database.execute(connection, "DELETE FROM " + TOKENS + " WHERE table_id = " + table.id());
            return table;
        });
        tables.remove(name);
    }

    /** Removes all rows, and what is remembered of inserts with them. */
    public synchronized void truncate(String name, boolean isIfExists) {
        if (isIfExists && !tables.containsKey(name)) {
            return;
        }
        Table table = get(name);
        database.transaction(connection -> {
            Database.execute(connection, "DELETE FROM " + table.engineName());
            Database.execute(connection, "DELETE FROM " + TOKENS + " WHERE table_id = " + table.id());
            return table;
        });
    }

    public synchronized void add(String name, AddColumn change) {
        Table table = get(name);
        if (table.column(change.column().name()).isPresent()) {
            if (change.isIfNotExists()) {
                return;
            }
            throw new Refusal(
                    Code.DUPLICATE_COLUMN,
                    "Cannot add column " + change.column().name() + ": column with this name already exists");
        }
        List<TableColumn> columns = new ArrayList<>(table.columns());
        TableColumn added = column(change.column(), table.slots());
        int at = change.isFirst() ? 0 : columns.size();
        if (change.after().isPresent()) {
            at = columns.indexOf(known(table, change.after().get(), Code.ILLEGAL_COLUMN)) + 1;
        }
        columns.add(at, added);
        Table changed = table.withColumns(columns, table.slots() + 1);
        check(changed);
        keep(
                changed,
                added.isStored()
                        ? List.of("ALTER TABLE " + table.engineName() + " ADD COLUMN " + definition(added) + " DEFAULT "
                                + Literals.of(added.type(), added.type().defaultValue()))
                        : List.of());
    }

    public synchronized void drop(String name, DropColumn change) {
        Table table = get(name);
        if (change.isIfExists() && table.column(change.column()).isEmpty()) {
            return;
        }
        TableColumn dropped = known(table, change.column(), Code.NOT_FOUND_COLUMN_IN_BLOCK);
        if (table.sortingKey().contains(dropped.name())) {
            throw new Refusal(Code.UNKNOWN_IDENTIFIER, "Trying to ALTER DROP key column " + dropped.name());
        }
        List<TableColumn> columns = new ArrayList<>(table.columns());
        columns.remove(dropped);
        Table changed = table.withColumns(columns, table.slots());
        check(changed);
        keep(
                changed,
                dropped.isStored()
                        ? List.of("ALTER TABLE " + table.engineName() + " DROP COLUMN " + dropped.engineName())
                        : List.of());
    }

    public synchronized void set(String name, Statement.ModifySettings change) {
        Table changed = get(name).withSettings(change.settings());
        changed.window();
        keep(changed, List.of());
    }

    private void keep(Table table, List<String> statements) {
        database.transaction(connection -> {
            for (String statement : statements) {
                Database.execute(connection, statement);
            }
            Database.execute(connection, "DELETE FROM " + TABLES + " WHERE id = " + table.id());
            insertDefinition(connection, table);
            return table;
        });
        tables.put(table.name(), table);
    }

    private static void insertDefinition(java.sql.Connection connection, Table table) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + TABLES + " VALUES (?, ?)")) {
            insert.setLong(1, table.id());
            insert.setString(2, TableJson.write(table));
            insert.execute();
        }
    }

    private static TableColumn column(ColumnDefinition definition, List<TableColumn> before) {
        if (before.stream().anyMatch(column -> column.name().equals(definition.name()))) {
            throw new Refusal(
                    Code.ILLEGAL_COLUMN,
                    "Cannot add column " + definition.name() + ": column with this name already exists");
        }
        return column(definition, before.size());
    }

    private static TableColumn column(ColumnDefinition definition, int slot) {
        Type type = TypeParser.parse(definition.type());
        return new TableColumn(definition.name(), type, definition.kind(), definition.expression(), slot);
    }

    private static void check(Table table) {
        table.window();
        for (TableColumn column : table.columns()) {
            if (column.kind() != ColumnKind.PLAIN) {
                MissingValue.of(table, column);
            }
        }
        if (table.shownColumns().isEmpty()) {
            throw new Refusal(Code.ILLEGAL_COLUMN, "a table needs a column that is stored");
        }
        for (String key : table.sortingKey()) {
            TableColumn column = known(table, key, Code.UNKNOWN_IDENTIFIER);
            if (column.type().isNullable()) {
                throw new Refusal(
                        Code.ILLEGAL_COLUMN,
                        "Sorting key contains nullable columns, but merge tree setting `allow_nullable_key` is disabled");
            }
        }
    }

    private static TableColumn known(Table table, String name, Code code) {
        return table.column(name)
                .orElseThrow(() -> new Refusal(
                        code, "Wrong column name. Cannot find column `" + name + "` in table " + table.name()));
    }

    private static String creation(Table table) {
        List<String> columns =
                table.storedColumns().stream().map(Catalogue::definition).toList();
        return "CREATE TABLE " + table.engineName() + " (" + String.join(", ", columns) + ")";
    }

    private static String definition(TableColumn column) {
        return column.engineName() + " " + column.type().engineType();
    }
}
