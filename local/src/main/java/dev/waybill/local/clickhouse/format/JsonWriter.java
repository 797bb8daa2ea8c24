package dev.waybill.local.clickhouse.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON, with the columns before the rows and their number behind them, and JSONCompact. Not thread-safe. */
final class JsonWriter implements RowWriter {
    private final Output output = new Output();
    private final boolean isCompact;
    private Head head = new Head(List.of(), List.of());
    private long rows;

    JsonWriter(boolean isCompact) {
        this.isCompact = isCompact;
    }

    @Override
    public void begin(Head given) {
        head = given;
        output.add("{\n\t\"meta\":\n\t[");
        for (int i = 0; i < head.names().size(); i++) {
            output.add(i == 0 ? "\n" : ",\n");
            output.add("\t\t{\n\t\t\t\"name\": " + JsonText.quoted(head.names().get(i)));
            output.add(
                    ",\n\t\t\t\"type\": " + JsonText.quoted(head.types().get(i).text()) + "\n\t\t}");
        }
        output.add("\n\t],\n\n\t\"data\":\n\t[");
    }

    @Override
    public void row(@Nullable Object[] values) {
        output.add(rows == 0 ? "\n" : ",\n");
        rows++;
        var line = new StringBuilder(isCompact ? "\t\t[" : "\t\t{");
        for (int i = 0; i < values.length; i++) {
            String value = JsonText.value(head.types().get(i), values[i]);
            if (isCompact) {
                line.append(i == 0 ? "" : ", ").append(value);
            } else {
                line.append(i == 0 ? "\n" : ",\n")
                        .append("\t\t\t")
                        .append(JsonText.quoted(head.names().get(i)));
                line.append(": ").append(value);
            }
        }
        output.add(line.append(isCompact ? "]" : "\n\t\t}").toString());
    }

    @Override
    public byte[] end() {
        output.add("\n\t],\n\n\t\"rows\": " + rows + ",\n\n\t\"statistics\":\n\t{\n");
        output.add("\t\t\"elapsed\": 0,\n\t\t\"rows_read\": " + rows + ",\n\t\t\"bytes_read\": 0\n\t}\n}\n");
        return output.toBytes();
    }
}
