package dev.waybill.batch.store;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as they may stand in a statement, whatever is in them. */
final class Quoted {
    private Quoted() {}

    static String name(String name) {
        return "`" + escaped(name, '`') + "`";
    }

    static String names(Collection<String> names) {
        return names.stream().map(Quoted::name).collect(Collectors.joining(", "));
    }

    static String text(String text) {
        return "'" + escaped(text, '\'') + "'";
    }

    private static String escaped(String text, char quote) {
        var escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == quote) {
                escaped.append('\\').append(c);
            } else if (c == '\0') {
                escaped.append("\\0");
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
