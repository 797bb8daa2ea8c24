package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as ClickHouse writes them in JSON: a slash is escaped, no number is NaN. */
final class JsonText {
    private JsonText() {}

    static String value(Type type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = Values.print(type, value);
        if (type.family() == Family.FLOAT) {
            return Double.isFinite((Double) value) ? text : "null";
        }
        if (type.family() == Family.ARRAY) {
            return text.replaceAll("-?(nan|inf)", "null");
        }
        return type.isNumber() ? text : quoted(text);
    }

    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '/' -> quoted.append("\\/");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
