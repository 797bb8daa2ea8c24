package dev.waybill.files.girder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.failure.DeliveryException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JsonNode;

/**
 * Folders by their names, made where they are missing, and remembered up to a bound.
 *
 * <p>Thread-safe: of several threads that want the same folder one asks, the others wait for it. Of several processes
 * each may make one; all of them then take the oldest, and who made another removes it, if nothing is in it.
 */
final class Folders {
    private static final int MOST_REMEMBERED = 10_000;

    private final GirderApi api;
    private final Cache<Place, String> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** What is being asked just now. */
    private final ConcurrentMap<Place, CompletableFuture<String>> asked = new ConcurrentHashMap<>();

    Folders(GirderApi api) {
        this.api = api;
    }

    private record Place(Parent parent, String name) {}

    /** The id of the folder; the metadata is for those that are made. */
    String resolve(FolderPath path, UploadMetadata metadata) {
        Parent parent = path.root();
        for (String name : path.names()) {
            try {
                parent = Parent.folder(resolve(new Place(parent, name), metadata));
            } catch (GoneException e) {
                throw parent.equals(path.root()) ? noRoot(parent) : e;
            }
        }
        return parent.id();
    }

    private static DeliveryException noRoot(Parent root) {
        return DeliveryException.misconfigured("Girder has no " + root.type() + " " + root.id()
                + ", or its user may not see it; check the id of the root");
    }

    /** Forgets a folder that is gone: it is looked for, and made, again. */
    void forget(String id) {
        known.asMap().values().removeIf(id::equals);
    }

    private String resolve(Place place, UploadMetadata metadata) {
        String id = known.getIfPresent(place);
        if (id != null) {
            return id;
        }
        var mine = new CompletableFuture<String>();
        CompletableFuture<String> first = asked.putIfAbsent(place, mine);
        if (first != null) {
            return join(first);
        }
        try {
            String found = findOrMake(place, metadata);
            known.put(place, found);
            mine.complete(found);
        } catch (GoneException e) {
            forget(place.parent().id());
            mine.completeExceptionally(e);
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        } finally {
            asked.remove(place, mine);
        }
        return join(mine);
    }

    private static String join(CompletableFuture<String> found) {
        try {
            return found.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DeliveryException failure) {
                throw new DeliveryException(failure.failure());
            }
            if (e.getCause() instanceof GoneException gone) {
                throw gone;
            }
            throw e;
        }
    }

    private String findOrMake(Place place, UploadMetadata metadata) {
        Optional<JsonNode> found = find(place);
        return Siblings.id(found.orElseGet(() -> make(place, metadata)));
    }

    private JsonNode make(Place place, UploadMetadata metadata) {
        Query query = below(place)
                .and("description", "")
                .and("metadata", metadata.fields().toString());
        GirderAnswer answer = api.tryPost("folder", query);
        JsonNode oldest = find(place).orElseThrow(() -> refused(place, answer));
        if (answer.isSuccess() && !Siblings.id(oldest).equals(Siblings.id(answer.body()))) {
            removeTwin(Siblings.id(answer.body()));
        }
        return oldest;
    }

    private RuntimeException refused(Place place, GirderAnswer answer) {
        if (answer.isSuccess()) {
            return DeliveryException.retriable("folder " + place.name() + " was made and is gone", null);
        }
        DeliveryException failure = api.failure("POST", "folder", answer);
        return answer.isGone() ? new GoneException(failure) : failure;
    }

    private Optional<JsonNode> find(Place place) {
        return Siblings.oldest(api.get("folder", below(place).and("limit", 0)));
    }

    private static Query below(Place place) {
        return Query.of("parentType", place.parent().type())
                .and("parentId", place.parent().id())
                .and("name", place.name());
    }

    /** The folder this process has just made though there was an older one; it stays where anything is in it. */
    private void removeTwin(String id) {
        try {
            JsonNode details = api.get("folder/" + id + "/details", Query.NONE);
            if (details.path("nFolders").asInt(1) == 0 && details.path("nItems").asInt(1) == 0) {
                api.delete("folder/" + id);
            }
        } catch (DeliveryException | GoneException e) {
            return; // an empty folder too many does no harm, and nobody uses it
        }
    }
}
