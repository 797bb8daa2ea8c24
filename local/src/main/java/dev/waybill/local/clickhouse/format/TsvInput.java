package dev.waybill.local.clickhouse.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.sql.Escapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TabSeparated. Not thread-safe. */
final class TsvInput implements Fields {
    private final String text;
    private int at;

    TsvInput(byte[] data, int offset) {
        this.text = new String(data, offset, data.length - offset, UTF_8);
    }

    @Override
    public @Nullable List<Field> next() {
        if (at >= text.length()) {
            return null;
        }
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        var fields = new ArrayList<Field>();
        for (String field : line.split("\t", -1)) {
            fields.add(new Field(plain(field), field.equals("\\N"), false));
        }
        return fields;
    }

    private static String plain(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                i++;
                plain.append(Escapes.plain(field.charAt(i)));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
