package dev.waybill.local.clickhouse;

import dev.waybill.local.clickhouse.format.RowWriter;
import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import dev.waybill.local.clickhouse.sql.Statement.Show;
import dev.waybill.local.clickhouse.table.Catalogue;
import dev.waybill.local.clickhouse.table.Table;
import dev.waybill.local.clickhouse.table.TableColumn;
import dev.waybill.local.clickhouse.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers {@code SHOW}, {@code DESCRIBE} and {@code EXISTS}. Thread-safe, holds no state. */
final class Shows {
    private static final List<String> DESCRIPTION = List.of(
            "name", "type", "default_type", "default_expression", "comment", "codec_expression", "ttl_expression");

    private final Catalogue catalogue;

    Shows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Writes the answer, and returns how many rows that took. */
    long show(Show show, RowWriter writer) {
        return switch (show.what()) {
            case TABLES ->
                texts(writer, "name", catalogue.all().stream().map(Table::name).toList());
            case DATABASES -> texts(writer, "name", List.of("default"));
            case CREATION ->
                texts(writer, "statement", List.of(catalogue.get(show.table()).creation()));
            case EXISTENCE -> {
                writer.begin(new RowWriter.Head(List.of("result"), List.of(Type.UINT8)));
                writer.row(new Object[] {catalogue.find(show.table()).isPresent() ? 1L : 0L});
                yield 1;
            }
            case COLUMNS -> describe(catalogue.get(show.table()), writer);
        };
    }

    private static long texts(RowWriter writer, String name, List<String> values) {
        writer.begin(new RowWriter.Head(List.of(name), List.of(Type.STRING)));
        values.forEach(value -> writer.row(new Object[] {value}));
        return values.size();
    }

    private static long describe(Table table, RowWriter writer) {
        List<Type> types = new ArrayList<>(Collections.nCopies(DESCRIPTION.size(), Type.STRING));
        writer.begin(new RowWriter.Head(DESCRIPTION, types));
        for (TableColumn column : table.columns()) {
            boolean isBare =
                    column.kind() == ColumnKind.EPHEMERAL && column.expression().isEmpty();
            String expression = isBare ? "defaultValueOfTypeName('" + column.type() + "')" : column.expression();
            writer.row(new Object[] {
                column.name(), column.type().text(), column.kind().word(), expression, "", "", ""
            });
        }
        return table.columns().size();
    }
}
