package dev.waybill.local.stac;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which items are wanted, and how many at a time. An empty list of collections or ids means all.
 *
 * @param query the value each named property must have; an item without the property does not match
 * @param after the last item of the page before
 */
record Search(
        List<String> collections,
        List<String> ids,
        Map<String, JsonNode> query,
        int limit,
        Catalogue.@Nullable Key after) {
    private static final int DEFAULT_LIMIT = 10;
    private static final int LARGEST_LIMIT = 10_000;
    private static final Set<String> UNDERSTOOD = Set.of("collections", "ids", "query", "limit", "token");

    static Search of(JsonNode body) throws Problem {
        if (!(body instanceof ObjectNode object)) {
            throw Problem.invalid("expected a JSON object with collections, ids, query, limit or token");
        }
        for (String name : object.propertyNames()) {
            if (!UNDERSTOOD.contains(name)) {
                // Ignoring a condition would answer more than was asked for.
                throw Problem.invalid(
                        name + " is not supported here; supported are collections, ids, query, limit, token");
            }
        }
        return new Search(
                texts(object, "collections"),
                texts(object, "ids"),
                query(object.path("query")),
                limit(object.path("limit")),
                after(object.path("token")));
    }

    private static List<String> texts(JsonNode body, String name) throws Problem {
        JsonNode list = body.path(name);
        var texts = new ArrayList<String>();
        for (JsonNode text : list) {
            if (!text.isString()) {
                throw Problem.invalid(name + ": expected a list of texts, got " + list);
            }
            texts.add(text.asString());
        }
        if (!list.isArray() && !isAbsent(list)) {
            throw Problem.invalid(name + ": expected a list of texts, got " + list);
        }
        return List.copyOf(texts);
    }

    private static Map<String, JsonNode> query(JsonNode query) throws Problem {
        var wanted = new LinkedHashMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> condition : query.properties()) {
            JsonNode operators = condition.getValue();
            if (operators.size() != 1 || !operators.has("eq")) {
                throw Problem.invalid("query." + condition.getKey() + ": expected {\"eq\": value}, got " + operators);
            }
            wanted.put(condition.getKey(), operators.path("eq"));
        }
        if (!query.isObject() && !isAbsent(query)) {
            throw Problem.invalid("query: expected an object of properties, got " + query);
        }
        return wanted;
    }

    private static int limit(JsonNode limit) throws Problem {
        if (isAbsent(limit)) {
            return DEFAULT_LIMIT;
        }
        if (!limit.isInt() || limit.asInt() < 1 || limit.asInt() > LARGEST_LIMIT) {
            throw Problem.invalid("limit: expected 1 to " + LARGEST_LIMIT + ", got " + limit);
        }
        return limit.asInt();
    }

    private static Catalogue.@Nullable Key after(JsonNode token) throws Problem {
        if (isAbsent(token)) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token.asString()), UTF_8);
            int separator = text.indexOf('\n');
            return new Catalogue.Key(text.substring(0, separator), text.substring(separator + 1));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw Problem.invalid("token: expected the token of a next link, got " + token);
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** The text that stands for a place in the catalogue in a next link. */
    static String token(Catalogue.Key key) {
        String text = key.collection() + "\n" + key.item();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    boolean matches(JsonNode item) {
        return (collections.isEmpty()
                        || collections.contains(item.path("collection").asString("")))
                && (ids.isEmpty() || ids.contains(item.path("id").asString("")))
                && query.entrySet().stream()
                        .allMatch(wanted -> isEqual(item.path("properties").path(wanted.getKey()), wanted.getValue()));
    }

    private static boolean isEqual(JsonNode actual, JsonNode wanted) {
        if (actual.isNumber() && wanted.isNumber()) {
            return actual.decimalValue().compareTo(wanted.decimalValue()) == 0; // 1 and 1.0 are the same number
        }
        return actual.equals(wanted);
    }
}
