package dev.waybill.local.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters behind the question mark, decoded; a name may occur more than once. */
record Query(Map<String, List<String>> parameters) {
    static Query parse(Optional<String> raw) {
        var parameters = new TreeMap<String, List<String>>();
        for (String pair : raw.orElse("").split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters
                    .computeIfAbsent(Percent.decode(name), n -> new ArrayList<>())
                    .add(Percent.decode(value.replace('+', ' ')));
        }
        return new Query(parameters);
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    boolean flag(String name, boolean otherwise) {
        return first(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    int number(String name, int otherwise) {
        return first(name).map(text -> number(name, text)).orElse(otherwise);
    }

    static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Code.PROTOCOL_ERROR, "expected a number in " + name + "=, got \"" + text + "\"");
        }
    }
}
