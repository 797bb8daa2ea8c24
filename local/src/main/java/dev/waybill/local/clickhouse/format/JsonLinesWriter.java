package dev.waybill.local.clickhouse.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSONEachRow, and JSONCompactEachRow, which leaves the names out. Not thread-safe. */
final class JsonLinesWriter implements RowWriter {
    private final Output output = new Output();
    private final boolean isCompact;
    private Head head = new Head(List.of(), List.of());

    JsonLinesWriter(boolean isCompact) {
        this.isCompact = isCompact;
    }

    @Override
    public void begin(Head given) {
        head = given;
    }

    @Override
    public void row(@Nullable Object[] values) {
        var line = new StringBuilder(isCompact ? "[" : "{");
        for (int i = 0; i < values.length; i++) {
            String value = JsonText.value(head.types().get(i), values[i]);
            if (isCompact) {
                line.append(i == 0 ? "" : ", ").append(value);
            } else {
                line.append(i == 0 ? "" : ",")
                        .append(JsonText.quoted(head.names().get(i)));
                line.append(':').append(value);
            }
        }
        output.add(line.append(isCompact ? "]\n" : "}\n").toString());
    }

    @Override
    public byte[] end() {
        return output.toBytes();
    }
}
