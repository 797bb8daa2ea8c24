package dev.waybill.local.stac;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The items of all collections, ordered by collection and item id.
 *
 * <p>Thread-safe. Items are never changed in place: they are copied in, and copied out by whoever adds to them.
 */
final class Catalogue {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::collection).thenComparing(Key::item);

    private final ConcurrentSkipListMap<Key, ObjectNode> items = new ConcurrentSkipListMap<>(ORDER);

    /** Where an item stands in the order of the catalogue. */
    record Key(String collection, String item) {
        static Key of(JsonNode item) {
            return new Key(item.path("collection").asString(""), item.path("id").asString(""));
        }
    }

    /** A part of the matching items; {@code next} is where the following part begins, if there is one. */
    record Page(List<ObjectNode> items, long matched, Optional<Key> next) {}

    /** Adds an item or replaces it, and says whether it is new. */
    boolean put(ObjectNode item) {
        return items.put(Key.of(item), item.deepCopy()) == null;
    }

    Optional<ObjectNode> item(String collection, String id) {
        return Optional.ofNullable(items.get(new Key(collection, id)));
    }

    List<String> collections() {
        return items.keySet().stream().map(Key::collection).distinct().toList();
    }

    /** The matching items from {@code after} on, which is the last of the page before. */
    Page find(Predicate<JsonNode> wanted, @Nullable Key after, int limit) {
        List<ObjectNode> all = items.values().stream().filter(wanted).toList();
        List<ObjectNode> rest = all.stream()
                .filter(item -> after == null || ORDER.compare(Key.of(item), after) > 0)
                .toList();
        List<ObjectNode> page = rest.subList(0, Math.min(limit, rest.size()));
        boolean more = rest.size() > page.size();
        return new Page(page, all.size(), more ? Optional.of(Key.of(page.get(page.size() - 1))) : Optional.empty());
    }
}
