package dev.waybill.local.girder;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The member {@code meta} of collections, folders and items: merged at the top level, null takes a member away. */
final class Metadata {
    private static final String META = "meta";

    private Metadata() {}

    /** From the parameter of that name. */
    static Optional<ObjectNode> parameter(Call call) {
        return call.parameters().optional("metadata").map(text -> {
            try {
                return checked(Json.MAPPER.readTree(text));
            } catch (JacksonException e) {
                throw Refusal.rest("Parameter metadata must be valid JSON.");
            }
        });
    }

    static ObjectNode body(byte[] body) {
        try {
            return checked(Json.MAPPER.readTree(body));
        } catch (JacksonException e) {
            throw Refusal.rest("Invalid JSON passed in request body.");
        }
    }

    static void merge(ObjectNode document, ObjectNode changes, String now) {
        ObjectNode meta = document.withObject("/" + META);
        changes.forEachEntry((name, value) -> {
            if (value.isNull()) {
                meta.remove(name);
            } else {
                meta.set(name, value);
            }
        });
        document.put("updated", now);
    }

    private static ObjectNode checked(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw Refusal.rest("Parameter metadata must be a JSON object.");
        }
        for (String key : object.propertyNames()) {
            if (key.isEmpty()) {
                throw Refusal.validation("Key names must not be empty.");
            }
            if (key.contains(".")) {
                throw Refusal.validation("Invalid key " + key + ": keys must not contain the \".\" character.");
            }
            if (key.startsWith("$")) {
                throw Refusal.validation("Invalid key " + key + ": keys must not start with the \"$\" character.");
            }
        }
        return object;
    }
}
