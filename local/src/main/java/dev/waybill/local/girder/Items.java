package dev.waybill.local.girder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How items come into being, and how sizes add up above them. Thread-safe as {@link Documents} is. */
final class Items {
    private final Documents documents;
    private final FaultSwitches switches;
    private final String userId;

    Items(Documents documents, FaultSwitches switches, String userId) {
        this.documents = documents;
        this.switches = switches;
        this.userId = userId;
    }

    /** A new item; where its name is taken by an item or a folder, {@code name (1)} and so on. */
    ObjectNode create(JsonNode folder, String name, String description) {
        if (name.isEmpty()) {
            throw Refusal.validation("Item name must not be empty.", "name");
        }
        String folderId = folder.path("_id").asString();
        String free = name;
        for (int n = 1; isTaken(folderId, free); n++) {
            free = name + " (" + n + ")";
        }
        switches.race();
        ObjectNode fields = Json.MAPPER
                .createObjectNode()
                .put("baseParentId", folder.path("baseParentId").asString())
                .put("baseParentType", "collection")
                .put("creatorId", userId)
                .put("description", description)
                .put("folderId", folderId)
                .put("name", free)
                .put("size", 0);
        fields.putObject("meta");
        return documents.add(Kind.ITEM, fields);
    }

    /** Adds to the size of an item, its folder and its collection. */
    void grow(String itemId, long bytes) {
        documents.change(Kind.ITEM, itemId, item -> grow(item, bytes)).ifPresent(item -> {
            documents.change(Kind.FOLDER, item.path("folderId").asString(), folder -> grow(folder, bytes));
            documents.change(Kind.COLLECTION, item.path("baseParentId").asString(), root -> grow(root, bytes));
        });
    }

    private boolean isTaken(String folderId, String name) {
        return !documents.named(Kind.ITEM, folderId, name).isEmpty()
                || !documents.named(Kind.FOLDER, folderId, name).isEmpty();
    }

    private static void grow(ObjectNode document, long bytes) {
        document.put("size", document.path("size").asLong() + bytes);
    }
}
