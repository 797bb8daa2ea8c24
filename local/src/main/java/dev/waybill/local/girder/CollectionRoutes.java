package dev.waybill.local.girder;

import tools.jackson.databind.node.ObjectNode;

/** Collections: the roots of the tree. Their names are unique. */
final class CollectionRoutes {
    private static final String NO_PARENT = "";

    private final Documents documents;
    private final Library library;
    private final FaultSwitches switches;

    CollectionRoutes(Documents documents, Library library, FaultSwitches switches) {
        this.documents = documents;
        this.library = library;
        this.switches = switches;
    }

    void addTo(Router router) {
        router.open("GET collection", call -> library.page(documents.in(Kind.COLLECTION, NO_PARENT), call));
        router.guarded("POST collection", this::create);
        router.open("GET collection/:id", call -> Answer.json(library.addressed(Kind.COLLECTION, call)));
    }

    private Answer create(Call call) {
        String name = call.parameters().name();
        if (name.isEmpty()) {
            throw Refusal.validation("Collection name must not be empty.", "name");
        }
        switches.race();
        ObjectNode fields = Json.MAPPER
                .createObjectNode()
                .put("_accessLevel", 2)
                .put("description", call.parameters().optional("description").orElse(""))
                .put("name", name)
                .put("public", call.parameters().flag("public"))
                .put("size", 0);
        fields.putObject("meta");
        Metadata.parameter(call).ifPresent(meta -> Metadata.merge(fields, meta, documents.now()));
        synchronized (documents) {
            if (!documents.named(Kind.COLLECTION, NO_PARENT, name).isEmpty()) {
                throw Refusal.validation("A collection with that name already exists.", "name");
            }
            return Answer.json(documents.add(Kind.COLLECTION, fields));
        }
    }
}
