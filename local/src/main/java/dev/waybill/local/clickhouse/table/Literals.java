package dev.waybill.local.clickhouse.table;

import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.type.Type;
import org.jspecify.annotations.Nullable;

/** Values as they stand in a statement of the embedded engine. */
public final class Literals {
    private Literals() {}

    public static String of(Type type, @Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Double number) {
            return "CAST('" + number + "' AS DOUBLE)";
        }
        return "CAST(" + value + " AS " + type.engineType() + ")";
    }

    public static String text(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        String quoted = "'" + text.replace("'", "''") + "'";
        if (text.indexOf('\0') < 0) {
            return quoted;
        }
        if (text.chars().allMatch(c -> c == 0)) {
            return "repeat(chr(0), " + text.length() + ")";
        }
        throw Refusal.notHere("a text with a zero byte in a statement");
    }
}
