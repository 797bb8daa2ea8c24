package dev.waybill.local.girder;

import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** Takes documents away with all that lies in them. Thread-safe as {@link Documents} is. */
final class Removal {
    private final Documents documents;
    private final Items items;
    private final Assetstore assetstore;

    Removal(Documents documents, Items items, Assetstore assetstore) {
        this.documents = documents;
        this.items = items;
        this.assetstore = assetstore;
    }

    /** At once, as Girder 3 does it; Girder 5 leaves it to a worker. */
    void folder(String id) {
        documents
                .in(Kind.FOLDER, id)
                .forEach(folder -> folder(folder.path("_id").asString()));
        documents.in(Kind.ITEM, id).forEach(item -> item(item.path("_id").asString()));
        documents.remove(Kind.FOLDER, id);
    }

    void item(String id) {
        documents.in(Kind.FILE, id).forEach(this::file);
        documents.remove(Kind.ITEM, id);
    }

    void file(ObjectNode file) {
        items.grow(file.path("itemId").asString(), -file.path("size").asLong(0));
        documents.remove(Kind.FILE, file.path("_id").asString());
        try {
            assetstore.remove(file.path("_id").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
