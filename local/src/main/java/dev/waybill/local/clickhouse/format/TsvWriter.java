package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** TabSeparated. Not thread-safe. */
final class TsvWriter implements RowWriter {
    private final Output output = new Output();
    private final boolean hasNames;
    private final boolean hasTypes;
    private List<Type> types = List.of();

    TsvWriter(boolean hasNames, boolean hasTypes) {
        this.hasNames = hasNames;
        this.hasTypes = hasTypes;
    }

    @Override
    public void begin(Head head) {
        types = head.types();
        if (hasNames) {
            output.add(head.names().stream().map(TsvWriter::escaped).collect(Collectors.joining("\t", "", "\n")));
        }
        if (hasTypes) {
            output.add(types.stream().map(type -> escaped(type.text())).collect(Collectors.joining("\t", "", "\n")));
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        var line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            line.append(i == 0 ? "" : "\t");
            line.append(value == null ? "\\N" : escaped(Values.print(types.get(i), value)));
        }
        output.add(line.append('\n').toString());
    }

    @Override
    public byte[] end() {
        return output.toBytes();
    }

    private static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escape = escape(c);
            if (!escape.isEmpty() && escaped == null) {
                escaped = new StringBuilder(text.length() + 8).append(text, 0, i);
            }
            if (escaped != null) {
                if (escape.isEmpty()) {
                    escaped.append(c);
                } else {
                    escaped.append(escape);
                }
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\0' -> "\\0";
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            default -> "";
        };
    }
}
