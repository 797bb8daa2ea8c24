package dev.waybill.pid.map;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON as text inside a value, letter for letter as Python's {@code json.dumps} writes it: a blank after each comma and
 * colon, and nothing but printable ASCII. Readers of existing records compare these texts.
 */
final class JsonText {
    private JsonText() {}

    static String ofTexts(List<String> texts) {
        return texts.stream().map(JsonText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    static String ofObject(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ": " + quoted(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String ofObjects(List<Map<String, String>> objects) {
        return objects.stream().map(JsonText::ofObject).collect(Collectors.joining(", ", "[", "]"));
    }

    static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        json.append(c);
                    } else {
                        json.append("\\u%04x".formatted((int) c));
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
