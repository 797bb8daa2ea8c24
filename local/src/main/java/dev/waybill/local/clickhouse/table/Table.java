package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as it is at one moment.
 *
 * @param id by which the embedded engine calls it, never used twice
 * @param slots how many of its columns there have been so far
 */
public record Table(
        long id,
        String name,
        List<TableColumn> columns,
        List<String> sortingKey,
        Map<String, String> settings,
        int slots) {
    private static final String WINDOW = "non_replicated_deduplication_window";

    public Table {
        columns = List.copyOf(columns);
        sortingKey = List.copyOf(sortingKey);
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    public String engineName() {
        return "t" + id;
    }

    public Optional<TableColumn> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    public List<TableColumn> storedColumns() {
        return columns.stream().filter(TableColumn::isStored).toList();
    }

    public List<TableColumn> shownColumns() {
        return columns.stream().filter(TableColumn::isShown).toList();
    }

    /** How many inserts it remembers. */
    public long window() {
        String value = settings.getOrDefault(WINDOW, "0");
        if (!value.matches("\\d{1,9}")) {
            throw new Refusal(Code.CANNOT_PARSE_TEXT, "Cannot parse " + WINDOW + " = " + value);
        }
        return Long.parseLong(value);
    }

    Table withColumns(List<TableColumn> others, int used) {
        return new Table(id, name, others, sortingKey, settings, used);
    }

    Table withSettings(Map<String, String> changed) {
        var all = new LinkedHashMap<>(settings);
        all.putAll(changed);
        return new Table(id, name, columns, sortingKey, all, slots);
    }

    /** As {@code SHOW CREATE TABLE} has it. */
    public String creation() {
        var lines = new ArrayList<String>();
        for (TableColumn column : columns) {
            String word =
                    column.kind().word().isEmpty() ? "" : " " + column.kind().word();
            String expression = column.expression().isEmpty() ? "" : " " + column.expression();
            lines.add("    `" + column.name().replace("\\", "\\\\").replace("`", "\\`") + "` " + column.type() + word
                    + expression);
        }
        var text = new StringBuilder("CREATE TABLE default." + name + "\n(\n");
        text.append(String.join(",\n", lines)).append("\n)\nENGINE = MergeTree\nORDER BY ");
        text.append(
                sortingKey.size() == 1
                        ? sortingKey.get(0)
                        : sortingKey.isEmpty() ? "tuple()" : "(" + String.join(", ", sortingKey) + ")");
        var shown = new ArrayList<String>();
        settings.forEach((setting, value) -> shown.add(setting + " = " + value));
        shown.add("index_granularity = 8192");
        return text.append("\nSETTINGS ").append(String.join(", ", shown)).toString();
    }
}
