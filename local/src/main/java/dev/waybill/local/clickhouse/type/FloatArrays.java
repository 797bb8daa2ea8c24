package dev.waybill.local.clickhouse.type;

import java.util.ArrayList;
import java.util.List;

/** Arrays of floats and their texts, such as {@code [1,2.5]}. */
final class FloatArrays {
    private FloatArrays() {}

    static String text(Type type, List<Double> elements) {
        var texts = new ArrayList<String>();
        elements.forEach(element -> texts.add(FloatText.of(element, type.size())));
        return "[" + String.join(",", texts) + "]";
    }

    static String parse(Type type, String text) {
        String plain = text.strip();
        if (!plain.startsWith("[") || !plain.endsWith("]")) {
            throw Values.cannotParse(type, text);
        }
        var elements = new ArrayList<Double>();
        String inner = plain.substring(1, plain.length() - 1);
        if (!inner.isBlank()) {
            Type element = Type.plain("Float" + type.size(), Family.FLOAT, type.size());
            for (String each : inner.split(",", -1)) {
                elements.add(Values.floating(element, each.strip()));
            }
        }
        return text(type, elements);
    }
}
