package dev.waybill.pid.stac;

import static dev.waybill.failure.DeliveryException.misconfigured;
import static java.util.concurrent.CompletableFuture.completedStage;

import dev.waybill.pid.stac.StacApi.VersionQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One search by facets, page after page. Of a link to the next page only its query and its body are used, never its
 * address.
 */
final class VersionSearch {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;

    private final StacExchange exchange;

    VersionSearch(StacExchange exchange) {
        this.exchange = exchange;
    }

    /** The ids of all items that match; with {@code namespace} the facets are named {@code namespace:facet}. */
    CompletionStage<List<String>> ids(VersionQuery query, Optional<String> namespace) {
        var body = body(query, namespace);
        return pages("", Optional.of(body), body, List.of(), 1);
    }

    static ObjectNode body(VersionQuery query, Optional<String> namespace) {
        var parts = query.itemId().split("\\.", -1);
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("collections").add(query.collection());
        body.put("limit", PAGE);
        var filter = body.putObject("query");
        for (int i = 0; i < query.facets().size(); i++) {
            var facet = query.facets().get(i);
            if (!facet.isBlank()) {
                var name = namespace.map(space -> space + ":" + facet).orElse(facet);
                filter.putObject(name).put("eq", parts[i + 1]);
            }
        }
        return body;
    }

    private CompletionStage<List<String>> pages(
            String queryText, Optional<ObjectNode> body, ObjectNode first, List<String> before, int page) {
        return exchange.search(queryText, body).thenCompose(answer -> {
            var ids = new ArrayList<>(before);
            for (var feature : answer.path("features").values()) {
                ids.add(feature.path("id").asString(""));
            }
            var next = next(answer);
            if (next.isEmpty()) {
                return completedStage(ids);
            }
            if (page == MOST_PAGES) {
                throw misconfigured("the search for previous versions has more than %d pages; does the API ignore"
                                .formatted(MOST_PAGES)
                        + " the filter? check stac.base_url, or set lookup.enabled to false");
            }
            return follow(next.get(), first, ids, page + 1);
        });
    }

    private CompletionStage<List<String>> follow(JsonNode link, ObjectNode first, List<String> ids, int page) {
        if (link.path("method").asString("GET").equalsIgnoreCase("POST")) {
            var body = link.path("merge").asBoolean(false) ? first.deepCopy() : JsonNodeFactory.instance.objectNode();
            if (link.path("body") instanceof ObjectNode members) {
                body.setAll(members);
            }
            return pages("", Optional.of(body), first, ids, page);
        }
        var href = link.path("href").asString("");
        var query = href.contains("?") ? href.substring(href.indexOf('?')) : "";
        return pages(query.replaceAll("[^\\x21-\\x7e]|#.*", ""), Optional.empty(), first, ids, page);
    }

    private static Optional<JsonNode> next(ObjectNode answer) {
        return answer.path("links")
                .valueStream()
                .filter(link -> link.path("rel").asString("").equals("next"))
                .findFirst();
    }
}
