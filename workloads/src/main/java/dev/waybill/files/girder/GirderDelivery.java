package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The delivery of one file, which may be attempted until it succeeds and remembers how far it got.
 *
 * <p>Not thread-safe: one attempt at a time. An attempt holds the thread that makes it; a sink calls it on a worker, as
 * in {@code Sink.each(GirderDelivery::deliver)}. It is idempotent by folder and name: whatever happened before, it leaves
 * one item with one file. The order is what makes it so: the item, its content, its checksum. A content without a
 * checksum is read back before it is believed.
 */
public final class GirderDelivery {
    private final GirderApi api;
    private final Folders folders;
    private final Items items;
    private final int chunkBytes;
    private final GirderFile file;

    private @Nullable Pending pending;
    private @Nullable String folderId;
    private @Nullable String sha256;

    GirderDelivery(GirderApi api, Folders folders, Items items, int chunkBytes, GirderFile file) {
        this.api = api;
        this.folders = folders;
        this.items = items;
        this.chunkBytes = chunkBytes;
        this.file = file;
    }

    /** An upload that is under way, where its file goes, and what it will have been. */
    private record Pending(Upload upload, JsonNode item, Outcome outcome) {}

    /**
     * Returns when Girder has the file and its checksum.
     *
     * @throws DeliveryException of any class; the next attempt goes on from where this one ended
     */
    public Outcome deliver() {
        Pending known = pending;
        try {
            return known == null ? attempt() : finish(known);
        } catch (GoneException e) {
            return again();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What was remembered is gone: the folder was removed, or the upload finished though we were not told. */
    private Outcome again() {
        Pending lost = pending;
        pending = null;
        if (folderId != null) {
            folders.forget(folderId);
        }
        try {
            Outcome outcome = attempt();
            return lost != null && outcome == Outcome.UNCHANGED ? lost.outcome() : outcome;
        } catch (GoneException e) {
            pending = null;
            throw e.failure();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Outcome attempt() throws IOException {
        folderId = folders.resolve(file.folder(), file.metadata());
        Items.Found found = items.findOrMake(folderId, file.name());
        JsonNode item = found.item();
        Optional<JsonNode> there = found.isNew() ? Optional.empty() : Siblings.oldest(items.files(item, file.name()));
        return there.isPresent() ? update(item, there.get()) : create(item);
    }

    private Outcome create(JsonNode item) throws IOException {
        long size = file.content().size();
        Query query = Query.of("parentType", "item")
                .and("parentId", Siblings.id(item))
                .and("name", file.name())
                .and("size", size)
                .and("mimeType", MimeType.of(file.name()));
        if (size <= chunkBytes) {
            return confirm(item, api.send("file", query, file.content(), size, RunningHash.start()), Outcome.UPLOADED);
        }
        return begin(api.post("file", query), item, Outcome.UPLOADED);
    }

    private Outcome update(JsonNode item, JsonNode there) throws IOException {
        boolean hasChecksum = !UploadMetadata.checksumOf(item).isEmpty();
        if (isSame(item, there)) {
            if (!hasChecksum) {
                items.note(item, file.metadata().withChecksum(sha256()));
            }
            return Outcome.UNCHANGED;
        }
        if (file.onChange() == OnChange.KEEP) {
            return Outcome.KEPT;
        }
        if (hasChecksum) {
            items.note(item, UploadMetadata.withoutChecksum());
        }
        JsonNode answer = api.put(
                "file/" + Siblings.id(there) + "/contents",
                Query.NONE.and("size", file.content().size()));
        return begin(answer, item, Outcome.REPLACED);
    }

    private Outcome begin(JsonNode answer, JsonNode item, Outcome outcome) throws IOException {
        if (!Upload.isUnfinished(answer)) {
            return confirm(item, new GirderApi.Sent(answer, RunningHash.start()), outcome);
        }
        var upload = new Upload(
                api, Siblings.id(answer), file.content(), file.content().size(), chunkBytes);
        var begun = new Pending(upload, item, outcome);
        pending = begun;
        return finish(begun);
    }

    private Outcome finish(Pending begun) {
        GirderApi.Sent sent = begun.upload().finish();
        pending = null;
        return confirm(begun.item(), sent, begun.outcome());
    }

    private Outcome confirm(JsonNode item, GirderApi.Sent sent, Outcome outcome) {
        String hash = sent.hash().hex();
        if (sha256 != null && !hash.equals(sha256)) {
            sha256 = null;
            throw DeliveryException.retriable(file + ": " + file.content() + " changed while it was read", null);
        }
        sha256 = hash;
        if (outcome == Outcome.UPLOADED && !items.isOnlyFile(item, sent.answer())) {
            throw DeliveryException.retriable(file + ": another process uploaded it at the same time", null);
        }
        items.note(item, file.metadata().withChecksum(hash));
        return outcome;
    }

    private boolean isSame(JsonNode item, JsonNode there) throws IOException {
        if (there.path("size").asLong(-1) != file.content().size()) {
            return false;
        }
        String noted = UploadMetadata.checksumOf(item);
        return sha256().equals(noted.isEmpty() ? new Download(api, there).sha256() : noted);
    }

    private String sha256() throws IOException {
        String known = sha256;
        if (known == null) {
            known = RunningHash.start()
                    .upTo(file.content().size(), file.content())
                    .hex();
            sha256 = known;
        }
        return known;
    }

    private DeliveryException unreadable(IOException e) {
        return DeliveryException.retriable(file + ": cannot read " + file.content() + ": " + e.getMessage(), e);
    }
}
