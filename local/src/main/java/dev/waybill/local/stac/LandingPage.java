package dev.waybill.local.stac;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The first document of a STAC API: what it is, and what it can do. */
final class LandingPage {
    static final String STAC_VERSION = "1.1.0";

    /** What clients look for before they search. Only POST of the item search is there. */
    private static final List<String> CONFORMS_TO = List.of(
            "https://api.stacspec.org/v1.0.0/core",
            "https://api.stacspec.org/v1.0.0/collections",
            "https://api.stacspec.org/v1.0.0/item-search",
            "https://api.stacspec.org/v1.0.0/item-search#query");

    private LandingPage() {}

    static ObjectNode of(Links links) {
        ObjectNode page = JsonMapper.shared()
                .createObjectNode()
                .put("type", "Catalog")
                .put("stac_version", STAC_VERSION)
                .put("id", "waybill-local")
                .put("title", "Waybill local STAC")
                .put("description", "A STAC API for development, in memory");
        ArrayNode conformsTo = page.putArray("conformsTo");
        CONFORMS_TO.forEach(conformsTo::add);
        page.putArray("links")
                .add(links.link("root", links.base() + "/", Answer.JSON))
                .add(links.link("self", links.base() + "/", Answer.JSON))
                .add(links.link("data", links.base() + "/collections", Answer.JSON))
                .add(links.link("search", links.base() + "/search", Answer.GEO_JSON)
                        .put("method", "POST"));
        return page;
    }
}
