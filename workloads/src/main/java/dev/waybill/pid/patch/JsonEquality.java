package dev.waybill.pid.patch;

import tools.jackson.databind.JsonNode;

/** Equality as RFC 6902, section 4.6, defines it: numbers by value, objects without order. */
final class JsonEquality {
    private JsonEquality() {}

    static boolean areEqual(JsonNode a, JsonNode b) {
        return a.equals(JsonEquality::compare, b);
    }

    private static int compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    }
}
