package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import dev.waybill.local.clickhouse.type.TypeParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A table as it is kept beside its rows. */
final class TableJson {
    private TableJson() {}

    static String write(Table table) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("id", table.id()).put("name", table.name()).put("slots", table.slots());
        var columns = json.putArray("columns");
        for (TableColumn column : table.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().text())
                    .put("kind", column.kind().name())
                    .put("expression", column.expression())
                    .put("slot", column.slot());
        }
        var key = json.putArray("sortingKey");
        table.sortingKey().forEach(key::add);
        ObjectNode settings = json.putObject("settings");
        table.settings().forEach(settings::put);
        return json.toString();
    }

    static Table read(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        List<TableColumn> columns = new ArrayList<>();
        for (JsonNode column : json.path("columns")) {
            columns.add(new TableColumn(
                    column.path("name").asString(),
                    TypeParser.parse(column.path("type").asString()),
                    ColumnKind.valueOf(column.path("kind").asString()),
                    column.path("expression").asString(),
                    column.path("slot").asInt()));
        }
        List<String> key = new ArrayList<>();
        json.path("sortingKey").forEach(name -> key.add(name.asString()));
        Map<String, String> settings = new LinkedHashMap<>();
        JsonNode kept = json.path("settings");
        kept.propertyNames().forEach(name -> settings.put(name, kept.path(name).asString()));
        return new Table(
                json.path("id").asLong(),
                json.path("name").asString(),
                columns,
                key,
                settings,
                json.path("slots").asInt());
    }
}
