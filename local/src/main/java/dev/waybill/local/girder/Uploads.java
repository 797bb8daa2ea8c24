package dev.waybill.local.girder;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploads: begun with a size, grown by chunks in their order, and finished as the content of a file.
 *
 * <p>Thread-safe: chunks of one upload wait for each other, those of different uploads seldom do.
 */
final class Uploads {
    private final Documents documents;
    private final Items items;
    private final Assetstore assetstore;
    private final FaultSwitches switches;
    private final Origin origin;
    private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

    Uploads(Documents documents, Items items, Assetstore assetstore, FaultSwitches switches, Origin origin) {
        this.documents = documents;
        this.items = items;
        this.assetstore = assetstore;
        this.switches = switches;
        this.origin = origin;
    }

    /** What every upload and file of this service says about where it came from. */
    record Origin(String userId, String assetstoreId, long minimumChunk) {}

    /** Begins an upload; one of nothing is finished at once. */
    ObjectNode begin(ObjectNode fields, long size) throws IOException {
        if (size < 0) {
            throw Refusal.validation("File size must not be negative.");
        }
        if (switches.faults().isOn(Switch.FULL)) {
            throw Refusal.validation("Assetstore is unavailable or has insufficient free space.");
        }
        fields.put("assetstoreId", origin.assetstoreId())
                .put("received", 0)
                .put("size", size)
                .put("userId", origin.userId());
        ObjectNode upload = documents.add(Kind.UPLOAD, fields);
        return size == 0 ? finish(upload) : upload;
    }

    /** Appends one chunk; the last one makes a file of the upload. */
    ObjectNode append(String id, long offset, InputStream content, long length) throws IOException {
        synchronized (lockOf(id)) {
            ObjectNode upload = documents.get(Kind.UPLOAD, id).orElseThrow(() -> unknown(id));
            return append(upload, offset, content, length);
        }
    }

    private ObjectNode append(ObjectNode upload, long offset, InputStream content, long length) throws IOException {
        String id = upload.path("_id").asString();
        long received = upload.path("received").asLong();
        long size = upload.path("size").asLong();
        if (offset != received) {
            throw Refusal.rest("Server has received " + received + " bytes, but client sent offset " + offset + ".")
                    .beforeReading();
        }
        if (received + length > size) {
            throw Refusal.validation("Received too many bytes.");
        }
        if (received + length < size && length < origin.minimumChunk()) {
            throw Refusal.validation("Chunk is smaller than the minimum size.");
        }
        boolean isCut = switches.cutsThisChunk();
        long came = assetstore.append(id, content, isCut ? length / 2 : length);
        if (isCut || came < length) {
            throw new BrokenConnectionException();
        }
        ObjectNode grown = recorded(id, received + length);
        return received + length == size ? finish(grown) : grown;
    }

    /** How far an upload is by what lies on disk; after a chunk that broke off this is more than was recorded. */
    long offset(String id) throws IOException {
        synchronized (lockOf(id)) {
            long received = assetstore.received(id);
            recorded(id, received);
            return received;
        }
    }

    void cancel(String id) throws IOException {
        documents.remove(Kind.UPLOAD, id);
        assetstore.cancel(id);
    }

    private ObjectNode recorded(String id, long received) {
        return documents
                .change(
                        Kind.UPLOAD,
                        id,
                        upload -> upload.put("received", received).put("updated", documents.now()))
                .orElseThrow(() -> unknown(id));
    }

    private static Refusal unknown(String id) {
        return Refusal.rest("Invalid upload id (" + id + ").").beforeReading();
    }

    private Object lockOf(String id) {
        return locks.get(Math.floorMod(id.hashCode(), locks.size()));
    }

    private ObjectNode finish(ObjectNode upload) throws IOException {
        String id = upload.path("_id").asString();
        ObjectNode file = upload.has("fileId") ? replaced(upload) : created(upload);
        assetstore.finish(id, file.path("_id").asString());
        documents.remove(Kind.UPLOAD, id);
        return file;
    }

    private ObjectNode replaced(ObjectNode upload) {
        String fileId = upload.path("fileId").asString();
        long before = documents
                .get(Kind.FILE, fileId)
                .map(file -> file.path("size").asLong(0))
                .orElseThrow(() -> Refusal.rest("Invalid file id (" + fileId + ")."));
        long size = upload.path("size").asLong();
        Optional<ObjectNode> file =
                documents.change(Kind.FILE, fileId, f -> f.put("size", size).put("created", documents.now()));
        items.grow(file.orElseThrow().path("itemId").asString(), size - before);
        return file.orElseThrow();
    }

    private ObjectNode created(ObjectNode upload) {
        String name = upload.path("name").asString();
        String parentId = upload.path("parentId").asString();
        boolean isIntoItem = upload.path("parentType").asString().equals("item");
        JsonNode item = isIntoItem
                ? documents
                        .get(Kind.ITEM, parentId)
                        .orElseThrow(() -> Refusal.validation("No such item: " + parentId, "id"))
                : items.create(
                        documents
                                .get(Kind.FOLDER, parentId)
                                .orElseThrow(() -> Refusal.validation("No such folder: " + parentId, "id")),
                        name,
                        "");
        String itemId = item.path("_id").asString();
        long size = upload.path("size").asLong();
        ObjectNode file = documents.add(
                Kind.FILE,
                file(name, itemId, origin)
                        .put("mimeType", upload.path("mimeType").asString())
                        .put("size", size));
        items.grow(itemId, size);
        return file;
    }

    static ObjectNode file(String name, String itemId, Origin origin) {
        ObjectNode file = Json.MAPPER
                .createObjectNode()
                .put("assetstoreId", origin.assetstoreId())
                .put("creatorId", origin.userId())
                .put("itemId", itemId)
                .put("name", name);
        var extensions = file.putArray("exts");
        List<String> parts = Arrays.asList(name.toLowerCase(Locale.ROOT).split("\\.", -1));
        parts.subList(1, parts.size()).forEach(extensions::add);
        return file;
    }
}
