package dev.waybill.pid.handle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Handle records as JSON, on the way out and back in. */
final class WireForm {
    static final String HS_ADMIN = "HS_ADMIN";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WHAT_THE_PREFIX_ADMINISTRATORS_MAY = "011111110011";

    private WireForm() {}

    /** The record with the value that says who may change it: the administrators of its prefix. */
    static HandleRecord withAdministrator(HandleRecord record) {
        if (record.value(HS_ADMIN).isPresent()) {
            return record;
        }
        ObjectNode data = JSON.objectNode().put("format", "admin");
        data.putObject("value")
                .put("handle", "0.NA/" + record.handle().replaceFirst("/.*", ""))
                .put("index", "200")
                .put("permissions", WHAT_THE_PREFIX_ADMINISTRATORS_MAY);
        var values = new ArrayList<HandleValue>(record.values().size() + 1);
        values.add(new HandleValue(100, HS_ADMIN, data));
        values.addAll(record.values());
        return new HandleRecord(record.handle(), values);
    }

    static byte[] encode(Collection<HandleValue> values) {
        ObjectNode body = JSON.objectNode();
        var array = body.putArray("values");
        for (HandleValue value : values) {
            ObjectNode entry = array.addObject();
            entry.put("index", value.index());
            entry.put("type", value.type());
            entry.set("data", value.data());
        }
        return MAPPER.writeValueAsBytes(body);
    }

    static JsonNode parse(byte[] body) {
        return MAPPER.readTree(body);
    }

    /** The values of an answer; a text is a plain JSON string again, whatever it was sent as. */
    static List<HandleValue> values(JsonNode answer) {
        var values = new ArrayList<HandleValue>();
        for (JsonNode value : answer.path("values")) {
            JsonNode data = value.path("data");
            boolean isText = data.path("format").asString("").equals("string");
            values.add(new HandleValue(
                    value.path("index").asInt(), value.path("type").asString(), isText ? data.path("value") : data));
        }
        return values;
    }
}
