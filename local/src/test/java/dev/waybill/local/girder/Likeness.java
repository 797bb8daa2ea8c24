package dev.waybill.local.girder;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares answers of this service with recorded ones: the same members and values, except for times, secrets and what
 * goes on inside the service. An identifier stands for the same document each time it occurs.
 */
final class Likeness {
    private static final String ID = "[0-9a-f]{24}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT.*";

    private final Map<String, String> actualOf = new HashMap<>();

    /** A recorded text with the identifiers of this service in it. */
    String translated(String recorded) {
        String text = recorded;
        for (var pair : actualOf.entrySet()) {
            text = text.replace(pair.getKey(), pair.getValue());
        }
        return text;
    }

    /** Empty where they are alike; else where they differ. */
    String difference(String where, JsonNode recorded, JsonNode actual) {
        if (recorded.isObject() && actual.isObject()) {
            return objects(where, recorded, actual);
        }
        if (recorded.isArray() && actual.isArray() && recorded.size() == actual.size()) {
            var all = new StringBuilder();
            for (int i = 0; i < recorded.size(); i++) {
                all.append(difference(where + "[" + i + "]", recorded.path(i), actual.path(i)));
            }
            return all.toString();
        }
        return isAlike(recorded, actual) ? "" : where + ": " + actual + " instead of " + recorded + "; ";
    }

    private String objects(String where, JsonNode recorded, JsonNode actual) {
        var names = new TreeSet<>(recorded.propertyNames());
        names.addAll(actual.propertyNames());
        names.remove("sha512state");
        names.remove("tempFile");
        var all = new StringBuilder();
        for (String name : names) {
            all.append(difference(where + "." + name, recorded.path(name), actual.path(name)));
        }
        return all.toString();
    }

    private boolean isAlike(JsonNode recorded, JsonNode actual) {
        String before = recorded.asString("");
        String now = actual.isNull() ? "null" : actual.asString("");
        if (before.equals("<secret>") || (before.matches(TIME) && now.matches(TIME))) {
            return true;
        }
        if (before.matches(ID) && now.matches(ID)) {
            return now.equals(actualOf.computeIfAbsent(before, id -> now));
        }
        boolean isText = recorded.isString() || recorded.getNodeType() != actual.getNodeType();
        return isText ? translated(before).equals(now) : recorded.equals(actual);
    }
}
