package dev.waybill.local.girder;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong on purpose; a switch that is not in {@code values} is off. */
public record Faults(Map<Switch, Integer> values) {
    /** All is well. */
    public static final Faults NONE = new Faults(Map.of());

    public Faults {
        values.forEach(Switch::check);
        var copy = new EnumMap<Switch, Integer>(Switch.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    public Faults with(Switch name, int value) {
        var changed = new EnumMap<Switch, Integer>(Switch.class);
        changed.putAll(values);
        changed.put(name, value);
        return new Faults(changed);
    }

    int get(Switch name) {
        return values.getOrDefault(name, name.off());
    }

    boolean isOn(Switch name) {
        return get(name) != name.off();
    }

    static Faults parse(JsonNode json) {
        Faults faults = NONE;
        for (String name : json.propertyNames()) {
            JsonNode value = json.path(name);
            Switch known = Switch.named(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no such switch \"" + name + "\"; there are " + Switch.names()));
            if (!value.isBoolean() && !value.isInt()) {
                throw new IllegalArgumentException(name + ": expected a whole number or a boolean, got " + value);
            }
            faults = faults.with(known, value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asInt());
        }
        return faults;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (Switch each : Switch.values()) {
            json.put(each.text(), get(each));
        }
        return json;
    }
}
