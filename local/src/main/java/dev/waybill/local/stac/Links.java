package dev.waybill.local.stac;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The links between the documents of this API; {@code base} is its landing page's address. */
record Links(String base) {
    private static final Set<String> SET_BY_THE_SERVER = Set.of("self", "root", "parent", "collection");

    String collection(String collection) {
        return base + "/collections/" + encode(collection);
    }

    String item(String collection, String id) {
        return collection(collection) + "/items/" + encode(id);
    }

    ObjectNode link(String rel, String href, String type) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("rel", rel)
                .put("type", type)
                .put("href", href);
    }

    /** A copy of the item as a client sees it: its own links, and those that only the server knows. */
    ObjectNode withLinks(ObjectNode stored) {
        String collection = stored.path("collection").asString("");
        ObjectNode item = stored.deepCopy();
        ArrayNode links = item.putArray("links");
        for (JsonNode link : stored.path("links")) {
            if (!SET_BY_THE_SERVER.contains(link.path("rel").asString(""))) {
                links.add(link);
            }
        }
        links.add(link("collection", collection(collection), Answer.JSON));
        links.add(link("parent", collection(collection), Answer.JSON));
        links.add(link("root", base + "/", Answer.JSON));
        links.add(link("self", item(collection, stored.path("id").asString("")), Answer.GEO_JSON));
        return item;
    }

    static String encode(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
