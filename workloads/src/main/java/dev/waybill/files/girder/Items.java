package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Items and the files in them. Thread-safe, holds no state. */
final class Items {
    private final GirderApi api;

    Items(GirderApi api) {
        this.api = api;
    }

    /** An item, and whether it was made just now: then there is no file in it. */
    record Found(JsonNode item, boolean isNew) {}

    /** The item of that name; made where there is none, before any content: two uploads to a folder would make two. */
    Found findOrMake(String folderId, String name) {
        Optional<JsonNode> found = find(folderId, name);
        return found.isPresent() ? new Found(found.get(), false) : make(folderId, name);
    }

    private Found make(String folderId, String name) {
        JsonNode made = api.post(
                "item",
                Query.of("folderId", folderId)
                        .and("name", name)
                        .and("description", "")
                        .and("reuseExisting", "false"));
        Optional<JsonNode> oldest = find(folderId, name);
        if (oldest.isPresent() && Siblings.id(oldest.get()).equals(Siblings.id(made))) {
            return new Found(made, true);
        }
        removeTwin(Siblings.id(made));
        JsonNode item =
                oldest.orElseThrow(() -> DeliveryException.poison("a folder named \"" + name + "\" is in folder "
                        + folderId + " of Girder already, and no item can have its name; rename one of them"));
        return new Found(item, false);
    }

    /** The files of an item that have this name. */
    ArrayNode files(JsonNode item, String name) {
        String id = Siblings.id(item);
        ArrayNode files = JsonNodeFactory.instance.arrayNode();
        JsonNode all = api.get(
                "item/" + id + "/files", Query.of("id", id).and("offset", 0).and("limit", 0));
        StreamSupport.stream(all.spliterator(), false)
                .filter(file -> file.path("name").asString("").equals(name))
                .forEach(files::add);
        return files;
    }

    void note(JsonNode item, JsonNode metadata) {
        api.put("item/" + Siblings.id(item) + "/metadata", metadata);
    }

    /** False where another put a file of that name there earlier: then {@code file}, which is ours, is taken away. */
    boolean isOnlyFile(JsonNode item, JsonNode file) {
        Optional<JsonNode> oldest =
                Siblings.oldest(files(item, file.path("name").asString("")));
        if (oldest.map(Siblings::id).equals(Optional.of(Siblings.id(file)))) {
            return true;
        }
        api.delete("file/" + Siblings.id(file));
        return false;
    }

    private Optional<JsonNode> find(String folderId, String name) {
        return Siblings.oldest(api.get(
                "item",
                Query.of("folderId", folderId)
                        .and("name", name)
                        .and("offset", 0)
                        .and("limit", 0)));
    }

    /** The item this process has just made though there was an older one; it stays where anything is in it. */
    private void removeTwin(String id) {
        try {
            if (api.get("item/" + id + "/files", Query.of("id", id)).isEmpty()) {
                api.delete("item/" + id);
            }
        } catch (DeliveryException | GoneException e) {
            return; // an empty item too many does no harm, and nobody uses it
        }
    }
}
