package dev.waybill.local.girder;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents as a caller may see them: looked up, with the refusals of the real service, and listed in pages. */
final class Library {
    private static final long USUAL_PAGE = 50;

    private final Documents documents;

    Library(Documents documents) {
        this.documents = documents;
    }

    /** The document that the path of the request names. */
    ObjectNode addressed(Kind kind, Call call) {
        return addressed(kind, call.id(), call);
    }

    ObjectNode addressed(Kind kind, String id, Call call) {
        checkForm(id);
        ObjectNode found =
                documents.get(kind, id).orElseThrow(() -> Refusal.rest("Invalid " + kind.text() + " id (" + id + ")."));
        return readable(kind, found, call);
    }

    /** The document that a parameter of the request names. */
    ObjectNode referred(Kind kind, String id, Call call) {
        checkForm(id);
        ObjectNode found = documents
                .get(kind, id)
                .orElseThrow(() -> Refusal.validation("No such " + kind.text() + ": " + id, "id"));
        return readable(kind, found, call);
    }

    /** One page of {@code all}, sorted as the request wants it. */
    Answer page(List<ObjectNode> all, Call call) {
        String member = call.parameters().optional("sort").orElse("name");
        Comparator<ObjectNode> order =
                Comparator.comparing(d -> d.path(member).asString("").toLowerCase(java.util.Locale.ROOT));
        if (call.parameters().number("sortdir", 1) < 0) {
            order = order.reversed();
        }
        long limit = call.parameters().number("limit", USUAL_PAGE);
        ArrayNode page = Json.MAPPER.createArrayNode();
        all.stream()
                .filter(document -> isVisible(document, call))
                .sorted(order)
                .skip(call.parameters().number("offset", 0))
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .forEach(page::add);
        return Answer.json(page);
    }

    private ObjectNode readable(Kind kind, ObjectNode document, Call call) {
        if (!call.isKnown() && !isPublic(kind, document)) {
            throw Refusal.notLoggedIn().beforeReading();
        }
        return document;
    }

    /** Items and files have no rights of their own: the folder around them has been checked. */
    private static boolean isVisible(JsonNode document, Call call) {
        return call.isKnown() || document.path("public").asBoolean(true);
    }

    private boolean isPublic(Kind kind, JsonNode document) {
        return switch (kind) {
            case COLLECTION, FOLDER -> document.path("public").asBoolean(false);
            case ITEM -> isPublic(Kind.FOLDER, parent(Kind.FOLDER, document, "folderId"));
            case FILE -> isPublic(Kind.ITEM, parent(Kind.ITEM, document, "itemId"));
            case UPLOAD -> false;
        };
    }

    private JsonNode parent(Kind kind, JsonNode document, String member) {
        return documents.get(kind, document.path(member).asString("")).orElseGet(() -> Json.MAPPER.createObjectNode());
    }

    private static void checkForm(String id) {
        if (!ObjectIds.isOne(id)) {
            throw Refusal.validation("Invalid ObjectId: " + id, "id");
        }
    }
}
