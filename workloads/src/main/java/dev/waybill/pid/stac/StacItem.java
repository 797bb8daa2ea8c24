package dev.waybill.pid.stac;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A STAC item that stands for one version of a dataset.
 *
 * @param id for example {@code CMIP6.….v20190820}
 * @param assets in the order of the document
 */
public record StacItem(String id, ObjectNode properties, List<Asset> assets) {
    public StacItem {
        assets = List.copyOf(assets);
    }

    /** The item in {@code json}; what has no use in it is reported and left out. */
    public static StacItem read(String id, ObjectNode json, Findings findings) {
        var assets = new ArrayList<Asset>();
        for (var asset : object(json, "assets", findings).properties()) {
            if (asset.getValue() instanceof ObjectNode members) {
                assets.add(Asset.read(asset.getKey(), members, findings));
            } else {
                findings.doubt(
                        "item.assets[" + Shown.line(asset.getKey()) + "]",
                        "an object",
                        Shown.json(asset.getValue()),
                        "left out");
            }
        }
        return new StacItem(id, object(json, "properties", findings), assets);
    }

    /** A property, or the missing node. */
    public JsonNode property(String name) {
        return properties.path(name);
    }

    /** Whether the property {@code retracted} says so, in any of the spellings that are sent. */
    public boolean isRetracted() {
        var text = property("retracted").asString("").strip();
        return text.equalsIgnoreCase("true") || text.equals("1") || text.equalsIgnoreCase("yes");
    }

    private static ObjectNode object(ObjectNode json, String name, Findings findings) {
        var node = json.path(name);
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (!node.isMissingNode() && !node.isNull()) {
            findings.problem("item." + name, "an object", Shown.json(node));
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
