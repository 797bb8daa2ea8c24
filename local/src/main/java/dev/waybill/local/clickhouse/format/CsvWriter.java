package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CSV: what is no number is in quotes. Not thread-safe. */
final class CsvWriter implements RowWriter {
    private final Output output = new Output();
    private final boolean hasNames;
    private List<Type> types = List.of();

    CsvWriter(boolean hasNames) {
        this.hasNames = hasNames;
    }

    @Override
    public void begin(Head head) {
        types = head.types();
        if (hasNames) {
            output.add(head.names().stream().map(CsvWriter::quoted).collect(Collectors.joining(",", "", "\n")));
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        var line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",").append(cell(types.get(i), values[i]));
        }
        output.add(line.append('\n').toString());
    }

    @Override
    public byte[] end() {
        return output.toBytes();
    }

    private static String cell(Type type, @Nullable Object value) {
        if (value == null) {
            return "\\N";
        }
        String text = Values.print(type, value);
        return type.isNumber() ? text : quoted(text);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
