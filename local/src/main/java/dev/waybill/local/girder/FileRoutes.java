package dev.waybill.local.girder;

import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** Files: uploaded in one request or in chunks, replaced, and taken away. */
final class FileRoutes {
    private static final String BINARY = "application/octet-stream";

    private final Documents documents;
    private final Library library;
    private final Items items;
    private final Uploads uploads;
    private final Uploads.Origin origin;
    private final Removal removal;

    FileRoutes(
            Documents documents,
            Library library,
            Items items,
            Uploads uploads,
            Uploads.Origin origin,
            Removal removal) {
        this.documents = documents;
        this.library = library;
        this.items = items;
        this.uploads = uploads;
        this.origin = origin;
        this.removal = removal;
    }

    void addTo(Router router) {
        router.guarded("POST file", this::create);
        router.guarded("POST file/chunk", this::chunk);
        router.guarded("GET file/offset", this::offset);
        router.guarded("POST file/completion", this::completion);
        router.guarded("DELETE file/upload/:id", this::cancel);
        router.open("GET file/:id", call -> Answer.json(library.addressed(Kind.FILE, call)));
        router.guarded("PUT file/:id/contents", this::replace);
        router.guarded("DELETE file/:id", this::delete);
    }

    private Answer create(Call call) throws IOException {
        Kind parentKind = call.parameters().required("parentType").equals("item") ? Kind.ITEM : Kind.FOLDER;
        String parentId = call.parameters().required("parentId");
        String name = call.parameters().name();
        ObjectNode parent = library.referred(parentKind, parentId, call);
        if (call.parameters().optional("linkUrl").isPresent()) {
            return Answer.json(link(call, parent, name));
        }
        ObjectNode fields = Json.MAPPER
                .createObjectNode()
                .put("mimeType", call.parameters().optional("mimeType").orElse(BINARY))
                .put("name", name)
                .put("parentId", parentId)
                .put("parentType", parentKind.text());
        ObjectNode begun = uploads.begin(fields, call.parameters().number("size"));
        boolean hasFirstChunk = call.length() > 0 && begun.has("received");
        return Answer.json(
                hasFirstChunk ? uploads.append(begun.path("_id").asString(), 0, call.body(), call.length()) : begun);
    }

    private Answer chunk(Call call) throws IOException {
        String id = upload(call).path("_id").asString();
        long offset = call.parameters().number("offset");
        if (call.length() < 0) {
            throw Refusal.rest("The size of the chunk is not known: the request has no Content-Length.");
        }
        return Answer.json(uploads.append(id, offset, call.body(), call.length()));
    }

    private Answer offset(Call call) throws IOException {
        String id = upload(call).path("_id").asString();
        return Answer.json(Json.MAPPER.createObjectNode().put("offset", uploads.offset(id)));
    }

    private Answer completion(Call call) {
        ObjectNode upload = upload(call);
        throw Refusal.rest("Server has only received " + upload.path("received").asLong()
                + " bytes, but the file should be " + upload.path("size").asLong() + " bytes.");
    }

    private Answer cancel(Call call) throws IOException {
        String id = call.path().get(2);
        library.addressed(Kind.UPLOAD, id, call);
        uploads.cancel(id);
        return Answer.message("Upload canceled.");
    }

    private Answer replace(Call call) throws IOException {
        ObjectNode file = library.addressed(Kind.FILE, call);
        ObjectNode fields = Json.MAPPER
                .createObjectNode()
                .put("fileId", call.id())
                .put("mimeType", file.path("mimeType").asString())
                .put("name", file.path("name").asString());
        return Answer.json(uploads.begin(fields, call.parameters().number("size")));
    }

    private Answer delete(Call call) {
        removal.file(library.addressed(Kind.FILE, call));
        return Answer.json(Json.MAPPER.nullNode());
    }

    /** Refuses before the body is read: a caller that sends a large one finds the connection closed. */
    private ObjectNode upload(Call call) {
        String id = call.parameters().required("uploadId");
        try {
            return library.addressed(Kind.UPLOAD, id, call);
        } catch (Refusal unknown) {
            throw unknown.beforeReading();
        }
    }

    private ObjectNode link(Call call, ObjectNode parent, String name) {
        String itemId = (parent.path("_modelType").asString().equals("item") ? parent : items.create(parent, name, ""))
                .path("_id")
                .asString();
        ObjectNode file = Uploads.file(name, itemId, origin);
        file.putNull("assetstoreId").putNull("mimeType");
        return documents.add(Kind.FILE, file.put("linkUrl", call.parameters().required("linkUrl")));
    }
}
