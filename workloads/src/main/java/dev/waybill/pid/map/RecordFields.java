package dev.waybill.pid.map;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.settings.MappingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A handle record while it is filled: the fixed part first, then fields at fixed indices. A field without a value is
 * left out and moves no other.
 *
 * <p>Owned by the thread that maps the event; not thread-safe.
 */
final class RecordFields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String handle;
    private final List<HandleValue> values = new ArrayList<>();

    RecordFields(String suffix, MappingSettings settings) {
        this.handle = settings.prefix() + "/" + suffix;
        var admin = JSON.objectNode().put("format", "admin");
        admin.putObject("value")
                .put("handle", "0.NA/" + settings.prefix())
                .put("index", "200")
                .put("permissions", "011111110011");
        values.add(new HandleValue(100, "HS_ADMIN", admin));
        var landingPage = settings.landingPage().toString();
        values.add(new HandleValue(
                1, "URL", JSON.stringNode(landingPage + (landingPage.endsWith("/") ? "" : "/") + handle)));
        text(2, "ESGF", "ESGF2 TEST");
    }

    void text(int index, String type, String value) {
        if (!value.isEmpty()) {
            add(index, type, JSON.stringNode(value));
        }
    }

    void text(int index, String type, Optional<String> value) {
        text(index, type, value.orElse(""));
    }

    void number(int index, String type, long value) {
        add(index, type, JSON.numberNode(value));
    }

    private void add(int index, String type, JsonNode data) {
        values.add(new HandleValue(index, type, data));
    }

    HandleRecord build() {
        return new HandleRecord(handle, values);
    }
}
