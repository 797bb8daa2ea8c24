package dev.waybill.local.girder;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * All documents of the service. No name is unique here: whoever adds one has looked before, and may have been overtaken.
 *
 * <p>Thread-safe: everything is guarded by {@code this}; a change is in the journal before it can be read. Documents are
 * copied out, and changed in here only.
 */
final class Documents {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final ObjectIds ids;
    private final Journal journal;
    private final Map<Kind, Map<String, ObjectNode>> byKind = new EnumMap<>(Kind.class);
    private final Map<Place, Set<String>> contents = new HashMap<>();
    private final Map<Name, Set<String>> names = new HashMap<>();

    Documents(InstantSource clock, ObjectIds ids, Journal journal) {
        this.clock = clock;
        this.ids = ids;
        this.journal = journal;
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new LinkedHashMap<>());
        }
        journal.replay(this::keep, this::drop);
    }

    /** What lies in a document: all of one kind below one parent. */
    private record Place(Kind kind, String parent) {}

    /** What has one name there: a folder may have thousands of items, and each that comes asks whether its name is free. */
    private record Name(Place place, String name) {}

    synchronized ObjectNode add(Kind kind, ObjectNode fields) {
        ObjectNode document = fields.deepCopy();
        document.put("_id", ids.next()).put("created", now());
        if (kind != Kind.UPLOAD) {
            document.put("_modelType", kind.text());
        }
        if (kind != Kind.FILE) {
            document.put("updated", now());
        }
        save(kind, document);
        return document.deepCopy();
    }

    synchronized Optional<ObjectNode> get(Kind kind, String id) {
        return Optional.ofNullable(all(kind).get(id)).map(ObjectNode::deepCopy);
    }

    /** The documents of a kind that lie in {@code parent}, in the order in which they came. */
    synchronized List<ObjectNode> in(Kind kind, String parent) {
        var found = new ArrayList<ObjectNode>();
        for (String id : contents.getOrDefault(new Place(kind, parent), Set.of())) {
            get(kind, id).ifPresent(found::add);
        }
        return found;
    }

    /** As {@link #in}, those of that name only. */
    synchronized List<ObjectNode> named(Kind kind, String parent, String name) {
        var found = new ArrayList<ObjectNode>();
        for (String id : names.getOrDefault(new Name(new Place(kind, parent), name), Set.of())) {
            get(kind, id).ifPresent(found::add);
        }
        return found;
    }

    /** Changes a document that may be gone: then nothing happens, and what comes back is empty. */
    synchronized Optional<ObjectNode> change(Kind kind, String id, Consumer<ObjectNode> how) {
        Optional<ObjectNode> document = get(kind, id);
        document.ifPresent(changed -> {
            how.accept(changed);
            save(kind, changed);
        });
        return document.map(ObjectNode::deepCopy);
    }

    synchronized void remove(Kind kind, String id) {
        if (all(kind).containsKey(id)) {
            journal.removed(kind, id);
            drop(kind, id);
        }
    }

    String now() {
        return TIME.format(clock.instant());
    }

    private void save(Kind kind, ObjectNode document) {
        journal.saved(kind, document);
        keep(kind, document);
    }

    private void keep(Kind kind, ObjectNode document) {
        String id = document.path("_id").asString();
        all(kind).put(id, document);
        Name name = nameOf(kind, document);
        contents.computeIfAbsent(name.place(), p -> new LinkedHashSet<>()).add(id);
        names.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(id);
    }

    private void drop(Kind kind, String id) {
        ObjectNode gone = all(kind).remove(id);
        if (gone != null) {
            Name name = nameOf(kind, gone);
            contents.getOrDefault(name.place(), new LinkedHashSet<>()).remove(id);
            names.computeIfPresent(name, (n, ids) -> {
                ids.remove(id);
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    /** Neither a name nor a parent is ever changed. */
    private static Name nameOf(Kind kind, ObjectNode document) {
        return new Name(placeOf(kind, document), document.path("name").asString(""));
    }

    private static Place placeOf(Kind kind, ObjectNode document) {
        return new Place(kind, document.path(kind.parentMember()).asString(""));
    }

    private Map<String, ObjectNode> all(Kind kind) {
        return byKind.getOrDefault(kind, Map.of());
    }
}
