package dev.waybill.local.stac;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The addresses of the API, and what each of them answers. */
final class Routes {
    private final JsonMapper json = JsonMapper.shared();
    private final Catalogue catalogue;
    private final Links links;
    private final Collections collections;

    Routes(Catalogue catalogue, Links links) {
        this.catalogue = catalogue;
        this.links = links;
        this.collections = new Collections(catalogue, links);
    }

    Answer answer(Request request) throws Problem {
        List<String> path = request.path();
        if (path.isEmpty()) {
            require("GET", request);
            return Answer.json(LandingPage.of(links));
        }
        if (path.equals(List.of("search"))) {
            require("POST", request);
            return search(request.body());
        }
        if (!path.get(0).equals("collections")) {
            throw Problem.notFound("there is nothing at " + request.pathText());
        }
        if (path.size() == 1) {
            require("GET", request);
            return collections.list(request);
        }
        if (path.size() == 2) {
            require("GET", request);
            return collections.one(path.get(1));
        }
        if (path.size() == 4 && path.get(2).equals("items")) {
            return item(request, path.get(1), path.get(3));
        }
        throw Problem.notFound("there is nothing at " + request.pathText());
    }

    private static void require(String method, Request request) throws Problem {
        if (!request.is(method)) {
            throw Problem.notAllowed(request.method(), request.pathText());
        }
    }

    private Answer item(Request request, String collection, String id) throws Problem {
        if (request.is("PUT")) {
            return put(request.body(), collection, id);
        }
        require("GET", request);
        ObjectNode item = catalogue
                .item(collection, id)
                .orElseThrow(() -> Problem.notFound("item " + id + " in collection " + collection + " does not exist"));
        return Answer.geoJson(200, links.withLinks(item));
    }

    private Answer put(JsonNode body, String collection, String id) throws Problem {
        if (!(body instanceof ObjectNode given)
                || !given.path("type").asString("").equals("Feature")) {
            throw Problem.invalid("expected an item, which is a JSON object of type Feature");
        }
        ObjectNode item = given.deepCopy();
        requireSame(item, "id", id);
        requireSame(item, "collection", collection);
        boolean isNew = catalogue.put(item);
        return Answer.geoJson(isNew ? 201 : 200, links.withLinks(item));
    }

    private static void requireSame(ObjectNode item, String field, String ofPath) throws Problem {
        if (!item.has(field)) {
            item.put(field, ofPath);
        }
        if (!item.path(field).asString("").equals(ofPath)) {
            throw Problem.invalid(field + ": the path says \"" + ofPath + "\", the item says " + item.path(field));
        }
    }

    private Answer search(JsonNode body) throws Problem {
        Search search = Search.of(body);
        Catalogue.Page page = catalogue.find(search::matches, search.after(), search.limit());
        ObjectNode answer = json.createObjectNode().put("type", "FeatureCollection");
        ArrayNode features = answer.putArray("features");
        page.items().forEach(item -> features.add(links.withLinks(item)));
        ArrayNode answerLinks = answer.putArray("links");
        answerLinks.add(links.link("root", links.base() + "/", Answer.JSON));
        answerLinks.add(links.link("self", links.base() + "/search", Answer.GEO_JSON));
        page.next().ifPresent(next -> answerLinks.add(next(body, next)));
        answer.put("numberReturned", page.items().size());
        answer.put("numberMatched", page.matched());
        return Answer.geoJson(200, answer);
    }

    /** The whole request once more with a token in it: right for clients that merge bodies and for those that do not. */
    private ObjectNode next(JsonNode body, Catalogue.Key next) {
        ObjectNode link = links.link("next", links.base() + "/search", Answer.GEO_JSON);
        link.put("method", "POST").put("merge", false);
        link.set("body", body.deepCopy());
        link.withObject("/body").put("token", Search.token(next));
        return link;
    }
}
