package dev.waybill.local.girder;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Folders, below a collection or below another folder. Two callers at once may create two of one name. */
final class FolderRoutes {
    private final Documents documents;
    private final Library library;
    private final Removal removal;
    private final FaultSwitches switches;
    private final String userId;

    FolderRoutes(Documents documents, Library library, Removal removal, FaultSwitches switches, String userId) {
        this.documents = documents;
        this.library = library;
        this.removal = removal;
        this.switches = switches;
        this.userId = userId;
    }

    void addTo(Router router) {
        router.open("GET folder", this::list);
        router.guarded("POST folder", this::create);
        router.open("GET folder/:id", call -> Answer.json(library.addressed(Kind.FOLDER, call)));
        router.open("GET folder/:id/details", this::details);
        router.guarded("PUT folder/:id/metadata", this::metadata);
        router.guarded("DELETE folder/:id", this::delete);
    }

    private Answer list(Call call) {
        ObjectNode parent = parent(call);
        String id = parent.path("_id").asString();
        Optional<String> name = call.parameters().optional("name");
        List<ObjectNode> found =
                name.isPresent() ? documents.named(Kind.FOLDER, id, name.get()) : documents.in(Kind.FOLDER, id);
        return library.page(found, call);
    }

    private Answer create(Call call) {
        String name = call.parameters().name();
        Optional<ObjectNode> metadata = Metadata.parameter(call);
        ObjectNode parent = parent(call);
        String parentId = parent.path("_id").asString();
        if (call.parameters().flag("reuseExisting")) {
            List<ObjectNode> existing = documents.named(Kind.FOLDER, parentId, name);
            if (!existing.isEmpty()) {
                return Answer.json(merged(existing.get(0), metadata));
            }
        }
        if (name.isEmpty()) {
            throw Refusal.validation("Folder name must not be empty.", "name");
        }
        if (!documents.named(Kind.FOLDER, parentId, name).isEmpty()
                || !documents.named(Kind.ITEM, parentId, name).isEmpty()) {
            throw Refusal.validation("A folder with that name already exists here.", "name");
        }
        switches.race();
        return Answer.json(merged(documents.add(Kind.FOLDER, fields(name, parent, call)), metadata));
    }

    private Answer details(Call call) {
        String id = library.addressed(Kind.FOLDER, call).path("_id").asString();
        return Answer.json(Json.MAPPER
                .createObjectNode()
                .put("nFolders", documents.in(Kind.FOLDER, id).size())
                .put("nItems", documents.in(Kind.ITEM, id).size()));
    }

    private Answer metadata(Call call) throws java.io.IOException {
        ObjectNode folder = library.addressed(Kind.FOLDER, call);
        return Answer.json(merged(folder, Optional.of(Metadata.body(call.document()))));
    }

    private Answer delete(Call call) {
        ObjectNode folder = library.addressed(Kind.FOLDER, call);
        removal.folder(call.id());
        return Answer.message("Deleted folder " + folder.path("name").asString() + ".");
    }

    private ObjectNode parent(Call call) {
        String type = call.parameters().required("parentType");
        Kind kind = Kind.named(type)
                .filter(k -> k == Kind.COLLECTION || k == Kind.FOLDER)
                .orElseThrow(() -> Refusal.rest(
                        "Invalid value for parentType: \"" + type + "\". Allowed values: folder, user, collection."));
        return library.referred(kind, call.parameters().required("parentId"), call);
    }

    private ObjectNode merged(ObjectNode folder, Optional<ObjectNode> metadata) {
        if (metadata.isEmpty()) {
            return folder;
        }
        return documents
                .change(
                        Kind.FOLDER,
                        folder.path("_id").asString(),
                        changed -> Metadata.merge(changed, metadata.get(), documents.now()))
                .orElse(folder);
    }

    private ObjectNode fields(String name, ObjectNode parent, Call call) {
        boolean belowFolder = parent.path("_modelType").asString().equals("folder");
        ObjectNode fields = Json.MAPPER
                .createObjectNode()
                .put("_accessLevel", 2)
                .put(
                        "baseParentId",
                        parent.path(belowFolder ? "baseParentId" : "_id").asString())
                .put("baseParentType", "collection")
                .put("creatorId", userId)
                .put("description", call.parameters().optional("description").orElse(""))
                .put("name", name)
                .put("parentCollection", belowFolder ? "folder" : "collection")
                .put("parentId", parent.path("_id").asString())
                .put(
                        "public",
                        call.parameters().optional("public").isPresent()
                                ? call.parameters().flag("public")
                                : parent.path("public").asBoolean())
                .put("size", 0);
        fields.putObject("meta");
        return fields;
    }
}
