package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.query.Scope.Source;
import dev.waybill.local.clickhouse.table.Catalogue;
import dev.waybill.local.clickhouse.table.Literals;
import dev.waybill.local.clickhouse.table.Table;
import dev.waybill.local.clickhouse.table.TableColumn;
import dev.waybill.local.clickhouse.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what a query reads from: a table, or one of the few system tables that are there. */
final class Scopes {
    private final Catalogue catalogue;

    Scopes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Scope of(Optional<String> name) {
        if (name.isEmpty()) {
            return Scope.NOTHING;
        }
        return switch (name.get()) {
            case "system.one" -> fixed(List.of("dummy"), List.of(List.of("0")));
            case "system.databases" -> fixed(List.of("name"), List.of(List.of("default")));
            case "system.tables" -> tables();
            case "system.columns" -> columns();
            default -> of(catalogue.get(name.get()));
        };
    }

    static Scope of(Table table) {
        var columns = new LinkedHashMap<String, Source>();
        for (TableColumn column : table.storedColumns()) {
            columns.put(column.name(), new Source(column.engineName(), column.type()));
        }
        var order = new ArrayList<String>();
        for (String key : table.sortingKey()) {
            table.column(key).ifPresent(column -> order.add(column.engineName()));
        }
        order.add("rowid");
        return new Scope(
                table.engineName(),
                columns,
                table.columns().stream()
                        .filter(column -> !column.isStored())
                        .map(TableColumn::name)
                        .collect(Collectors.toSet()),
                table.shownColumns().stream().map(TableColumn::name).toList(),
                order);
    }

    private Scope tables() {
        var rows = new ArrayList<List<String>>();
        for (Table table : catalogue.all()) {
            rows.add(List.of("default", table.name(), "MergeTree", String.join(", ", table.sortingKey())));
        }
        return fixed(List.of("database", "name", "engine", "sorting_key"), rows);
    }

    private Scope columns() {
        var rows = new ArrayList<List<String>>();
        for (Table table : catalogue.all()) {
            for (TableColumn column : table.columns()) {
                rows.add(List.of(
                        "default",
                        table.name(),
                        column.name(),
                        column.type().text(),
                        column.kind().word(),
                        column.expression()));
            }
        }
        return fixed(List.of("database", "table", "name", "type", "default_kind", "default_expression"), rows);
    }

    private static Scope fixed(List<String> names, List<List<String>> rows) {
        Map<String, Source> columns = new LinkedHashMap<>();
        var aliases = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), new Source("c" + i, Type.STRING));
            aliases.add("c" + i);
        }
        var values = new ArrayList<String>();
        for (List<String> row : rows) {
            values.add("(" + String.join(", ", row.stream().map(Literals::text).toList()) + ")");
        }
        String none = String.join(
                ", ", aliases.stream().map(alias -> "'' AS " + alias).toList());
        String from = values.isEmpty()
                ? "(SELECT " + none + " WHERE false) AS fixed"
                : "(VALUES " + String.join(", ", values) + ") AS fixed(" + String.join(", ", aliases) + ")";
        return new Scope(from, columns, Set.of(), names, List.of());
    }
}
