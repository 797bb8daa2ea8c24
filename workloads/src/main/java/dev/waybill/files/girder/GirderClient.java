package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A client of one Girder service, as the user of one API key.
 *
 * <p>Thread-safe. Each call holds its thread until Girder has answered, so it belongs on a worker; how many requests are
 * under way at once is bounded for all threads together. Failures are {@link DeliveryException}s, whose reasons name the
 * request and never the key.
 */
public final class GirderClient {
    private static final int PAGE = 200;

    private final GirderSettings settings;
    private final GirderApi api;
    private final Folders folders;
    private final Items items;

    public GirderClient(GirderSettings settings) {
        this(settings, InstantSource.system());
    }

    GirderClient(GirderSettings settings, InstantSource clock) {
        this.settings = settings;
        this.api = new GirderApi(settings, clock);
        this.folders = new Folders(api);
        this.items = new Items(api);
    }

    /** Returns when the service answers and knows the key; changes nothing. Whether it may write shows only in writing. */
    public void checkAccess() {
        api.renewToken(); // a stranger is answered too, and would not be told why
        if (api.get("user/me", Query.NONE).isNull()) {
            throw DeliveryException.misconfigured(
                    settings.api() + ": the service gives a token and does not know it; check the Girder API address");
        }
    }

    /** The collection of that name; made, and visible to everyone, where there is none. */
    public Parent collection(String name) {
        String wanted = Names.checked(name);
        Optional<Parent> found = findCollection(wanted);
        if (found.isPresent()) {
            return found.get();
        }
        GirderAnswer answer = api.tryPost(
                "collection", Query.of("name", wanted).and("description", "").and("public", "true"));
        if (answer.isSuccess()) {
            return Parent.collection(Siblings.id(answer.body()));
        }
        // Names of collections are unique: another may have been faster.
        return findCollection(wanted).orElseThrow(() -> api.failure("POST", "collection", answer));
    }

    /** A folder that must be there; an operator is needed where it is not. */
    public Parent folder(String id) {
        Parent folder = Parent.folder(id);
        try {
            api.get("folder/" + id, Query.NONE);
            return folder;
        } catch (GoneException e) {
            throw DeliveryException.misconfigured(
                    settings.api() + " has no folder " + id + ", or its user may not see it; check the id");
        }
    }

    /** The folder at this path; it is made where it is missing, with all above it. */
    public Parent folder(FolderPath path, UploadMetadata metadata) {
        try {
            return Parent.folder(folders.resolve(path, metadata));
        } catch (GoneException e) {
            throw e.failure();
        }
    }

    /** What delivers this file; nothing is sent yet. */
    public GirderDelivery delivery(GirderFile file) {
        return new GirderDelivery(api, folders, items, settings.chunkBytes(), file);
    }

    /** The folders in a collection or folder, by name. */
    public List<StoredFolder> folders(Parent parent) {
        var found = new ArrayList<StoredFolder>();
        Query query = Query.of("parentType", parent.type()).and("parentId", parent.id());
        pages(
                "folder",
                query,
                folder -> found.add(new StoredFolder(
                        Siblings.id(folder), folder.path("name").asString(""), folder.path("meta"))));
        return found;
    }

    /** The items in a folder, without those in folders below it, by their names. */
    public List<StoredItem> items(Parent folder) {
        var found = new ArrayList<StoredItem>();
        pages(
                "item",
                Query.of("folderId", folder.id()),
                item -> found.add(new StoredItem(
                        Siblings.id(item), item.path("name").asString(""), item.path("meta"), filesOf(item))));
        return found;
    }

    /** The files in a folder, without those in folders below it, by the names of their items. */
    public List<StoredFile> files(Parent folder) {
        return items(folder).stream().flatMap(item -> item.files().stream()).toList();
    }

    private List<StoredFile> filesOf(JsonNode item) {
        String id = Siblings.id(item);
        var found = new ArrayList<StoredFile>();
        pages(
                "item/" + id + "/files",
                Query.of("id", id),
                file -> found.add(new StoredFile(
                        id,
                        Siblings.id(file),
                        file.path("name").asString(""),
                        file.path("size").asLong(0),
                        UploadMetadata.checksumOf(item))));
        return found;
    }

    /** Writes the content of a file, in parts of 8 MiB. */
    public void download(StoredFile file, OutputStream out) throws IOException {
        try {
            new Download(api, file.fileId(), file.size()).to(out);
        } catch (GoneException e) {
            throw e.failure();
        }
    }

    private Optional<Parent> findCollection(String name) {
        var found = new ArrayList<Parent>();
        pages("collection", Query.NONE, collection -> {
            if (collection.path("name").asString("").equals(name)) {
                found.add(Parent.collection(Siblings.id(collection)));
            }
        });
        return found.stream().findFirst();
    }

    private void pages(String path, Query query, Consumer<JsonNode> each) {
        try {
            int read = 0;
            JsonNode page;
            do {
                page = api.get(path, query.and("offset", read).and("limit", PAGE));
                page.forEach(each);
                read += page.size();
            } while (page.size() == PAGE);
        } catch (GoneException e) {
            throw e.failure();
        }
    }
}
