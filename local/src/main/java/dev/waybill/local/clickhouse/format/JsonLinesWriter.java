package dev.waybill.local.clickhouse.format;

import org.jspecify.annotations.Nullable;
import java.util.List;

/** JSONEachRow. Not thread-safe. */
final class JsonLinesWriter implements RowWriter {
    private final Output output = new Output();
    private Head head = new Head(List.of(), List.of());

    @Override
    public void begin(Head given) {
        head = given;
    }

    @Override
    public void row(@Nullable Object[] values) {
        var line = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",")
                    .append(JsonText.quoted(head.names().get(i)))
                    .append(':')
                    .append(JsonText.value(head.types().get(i), values[i]));
        }
        output.add(line.append("}\n").toString());
    }

    @Override
    public byte[] end() {
        return output.toBytes();
    }
}
