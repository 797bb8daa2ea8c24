package dev.waybill.local.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong on purpose; a switch that is not in {@code values} is off. */
public record Faults(Map<FaultSwitch, Integer> values) {
    /** All is well. */
    public static final Faults NONE = new Faults(Map.of());

    public Faults {
        values.forEach(FaultSwitch::check);
        values = Map.copyOf(values);
    }

    public Faults with(FaultSwitch name, int value) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Faults(changed);
    }

    public int get(FaultSwitch name) {
        return values.getOrDefault(name, name.off());
    }

    public boolean isOn(FaultSwitch name) {
        return get(name) != name.off();
    }

    static Faults parse(JsonNode json, List<FaultSwitch> known) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("expected an object with some of " + names(known) + ", got " + json);
        }
        Faults faults = NONE;
        for (String name : json.propertyNames()) {
            JsonNode value = json.path(name);
            FaultSwitch named = known.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("no such switch \"" + name + "\"; there are " + names(known)));
            if (!value.isBoolean() && !value.isInt()) {
                throw new IllegalArgumentException(name + ": expected a whole number or a boolean, got " + value);
            }
            faults = faults.with(named, value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asInt());
        }
        return faults;
    }

    ObjectNode toJson(List<FaultSwitch> known) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        known.forEach(each -> json.put(each.name(), get(each)));
        return json;
    }

    private static List<String> names(List<FaultSwitch> known) {
        return known.stream().map(FaultSwitch::name).toList();
    }
}
