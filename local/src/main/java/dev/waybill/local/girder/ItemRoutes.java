package dev.waybill.local.girder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Items: what holds files and their metadata. */
final class ItemRoutes {
    private final Documents documents;
    private final Library library;
    private final Items items;
    private final Removal removal;

    ItemRoutes(Documents documents, Library library, Items items, Removal removal) {
        this.documents = documents;
        this.library = library;
        this.items = items;
        this.removal = removal;
    }

    void addTo(Router router) {
        router.open("GET item", this::list);
        router.guarded("POST item", this::create);
        router.open("GET item/:id", call -> Answer.json(library.addressed(Kind.ITEM, call)));
        router.open("GET item/:id/files", this::files);
        router.guarded("PUT item/:id/metadata", this::metadata);
        router.guarded("DELETE item/:id", this::delete);
    }

    private Answer list(Call call) {
        String folderId =
                call.parameters().optional("folderId").orElseThrow(() -> Refusal.rest("Invalid search mode."));
        library.referred(Kind.FOLDER, folderId, call);
        Optional<String> name = call.parameters().optional("name");
        List<ObjectNode> found =
                name.isPresent() ? documents.named(Kind.ITEM, folderId, name.get()) : documents.in(Kind.ITEM, folderId);
        return library.page(found, call);
    }

    private Answer create(Call call) {
        String name = call.parameters().name();
        ObjectNode folder = library.referred(Kind.FOLDER, call.parameters().required("folderId"), call);
        Optional<ObjectNode> metadata = Metadata.parameter(call);
        List<ObjectNode> existing =
                documents.named(Kind.ITEM, folder.path("_id").asString(), name);
        ObjectNode item = call.parameters().flag("reuseExisting") && !existing.isEmpty()
                ? existing.get(0)
                : items.create(
                        folder, name, call.parameters().optional("description").orElse(""));
        return Answer.json(metadata.map(meta -> merged(item, meta)).orElse(item));
    }

    private Answer files(Call call) {
        ObjectNode item = library.addressed(Kind.ITEM, call);
        return library.page(documents.in(Kind.FILE, item.path("_id").asString()), call);
    }

    private Answer metadata(Call call) throws IOException {
        ObjectNode item = library.addressed(Kind.ITEM, call);
        return Answer.json(merged(item, Metadata.body(call.document())));
    }

    private Answer delete(Call call) {
        ObjectNode item = library.addressed(Kind.ITEM, call);
        removal.item(call.id());
        return Answer.message("Deleted item " + item.path("name").asString() + ".");
    }

    private ObjectNode merged(ObjectNode item, ObjectNode metadata) {
        return documents
                .change(
                        Kind.ITEM,
                        item.path("_id").asString(),
                        changed -> Metadata.merge(changed, metadata, documents.now()))
                .orElse(item);
    }
}
