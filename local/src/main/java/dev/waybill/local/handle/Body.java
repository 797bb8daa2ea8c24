package dev.waybill.local.handle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a write: an array of values, one value, or an object with {@code values}. */
final class Body {
    private Body() {}

    static List<StoredValue> values(byte[] body, Instant now) {
        JsonNode json = parse(body);
        if (json.isObject()) {
            json = json.has("values")
                    ? json.path("values")
                    : Json.MAPPER.createArrayNode().add(json);
        }
        if (!json.isArray()) {
            throw new Refusal(Code.INVALID_VALUE, "expected values, got " + Json.shown(json));
        }
        if (json.isEmpty()) {
            throw new Refusal(Code.INVALID_VALUE, "a handle needs at least one value");
        }
        var values = new ArrayList<StoredValue>(json.size());
        for (JsonNode value : json) {
            values.add(value(value, now));
        }
        return values;
    }

    private static StoredValue value(JsonNode json, Instant now) {
        try {
            return ValueCodec.decode(json, now).stampedAt(now);
        } catch (Refusal refusal) {
            String index = json.path("index").asString("");
            throw new Refusal(refusal.code(), "value " + index + ": " + refusal.reason());
        }
    }

    private static JsonNode parse(byte[] body) {
        if (body.length > MessageLimits.LARGEST_BODY) {
            throw new Refusal(
                    Code.PROTOCOL_ERROR,
                    "invalid message length: more than " + MessageLimits.LARGEST_BODY + " bytes of JSON");
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new Refusal(Code.PROTOCOL_ERROR, "the body is no JSON");
        }
    }
}
