package dev.waybill.pid.stac;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One asset of an item: a file, and where else it lies.
 *
 * @param alternates by host, in the order of the document
 */
public record Asset(String key, ObjectNode json, Map<String, ObjectNode> alternates) {
    /** A member of the asset and where it was found. */
    public record Found(String path, JsonNode value) {}

    public Asset {
        alternates = Collections.unmodifiableMap(new LinkedHashMap<>(alternates));
    }

    static Asset read(String key, ObjectNode json, Findings findings) {
        var path = pathOf(key);
        var alternates = new LinkedHashMap<String, ObjectNode>();
        var alternate = json.path("alternate");
        if (alternate instanceof ObjectNode hosts) {
            for (var host : hosts.properties()) {
                if (host.getValue() instanceof ObjectNode copy) {
                    alternates.put(host.getKey(), copy);
                } else {
                    findings.doubt(
                            path + ".alternate[" + Shown.line(host.getKey()) + "]",
                            "an object",
                            Shown.json(host.getValue()),
                            "left out");
                }
            }
        } else if (!alternate.isMissingNode() && !alternate.isNull()) {
            findings.doubt(path + ".alternate", "an object of hosts", Shown.json(alternate), "left out");
        }
        return new Asset(key, json, alternates);
    }

    /** How messages name this asset. */
    public String path() {
        return pathOf(key);
    }

    /** The member itself, or that of the first alternate that has it. */
    public Optional<Found> find(String name) {
        if (isThere(json.path(name))) {
            return Optional.of(new Found(path() + "." + name, json.path(name)));
        }
        return alternates.entrySet().stream()
                .filter(host -> isThere(host.getValue().path(name)))
                .findFirst()
                .map(host -> new Found(
                        path() + ".alternate[" + host.getKey() + "]." + name,
                        host.getValue().path(name)));
    }

    static boolean isThere(JsonNode node) {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isString() && node.stringValue().isBlank());
    }

    private static String pathOf(String key) {
        return "item.assets[" + Shown.line(key) + "]";
    }
}
