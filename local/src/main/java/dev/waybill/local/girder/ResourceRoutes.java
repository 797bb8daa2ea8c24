package dev.waybill.local.girder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** From a path to a document and back; slashes and backslashes inside names carry a backslash. */
final class ResourceRoutes {
    private final Documents documents;
    private final Library library;

    ResourceRoutes(Documents documents, Library library) {
        this.documents = documents;
        this.library = library;
    }

    void addTo(Router router) {
        router.open("GET resource/lookup", this::lookup);
        router.open("GET resource/:id/path", this::path);
    }

    private Answer lookup(Call call) {
        List<String> names = split(call.parameters().required("path"));
        Optional<ObjectNode> found = names.size() < 2 || !names.get(0).equals("collection")
                ? Optional.empty()
                : documents.named(Kind.COLLECTION, "", names.get(1)).stream().findFirst();
        for (String name : names.subList(Math.min(2, names.size()), names.size())) {
            found = found.flatMap(parent -> child(parent, name));
        }
        ObjectNode document = found.orElseThrow(() -> Refusal.validation("Path not found: " + String.join("/", names)));
        Kind kind = Kind.named(document.path("_modelType").asString()).orElseThrow();
        return Answer.json(library.referred(kind, document.path("_id").asString(), call));
    }

    private Answer path(Call call) {
        Kind kind = Kind.named(call.parameters().required("type"))
                .orElseThrow(() -> Refusal.validation("Invalid resource id or type."));
        ObjectNode document = library.addressed(kind, call);
        Deque<String> names = new ArrayDeque<>();
        while (true) {
            names.addFirst(escaped(document.path("name").asString()));
            Optional<Kind> above = parentKind(kind, document);
            if (above.isEmpty()) {
                break;
            }
            document = library.referred(
                    above.get(), document.path(kind.parentMember()).asString(), call);
            kind = above.get();
        }
        return Answer.json(Json.MAPPER.getNodeFactory().stringNode("/collection/" + String.join("/", names)));
    }

    private Optional<ObjectNode> child(ObjectNode parent, String name) {
        String id = parent.path("_id").asString();
        return Stream.of(Kind.FOLDER, Kind.ITEM, Kind.FILE)
                .flatMap(kind -> documents.named(kind, id, name).stream())
                .findFirst();
    }

    private static Optional<Kind> parentKind(Kind kind, ObjectNode document) {
        return switch (kind) {
            case FILE -> Optional.of(Kind.ITEM);
            case ITEM -> Optional.of(Kind.FOLDER);
            case FOLDER -> Kind.named(document.path("parentCollection").asString());
            case COLLECTION, UPLOAD -> Optional.empty();
        };
    }

    private static List<String> split(String path) {
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' && i + 1 < path.length()) {
                name.append(path.charAt(++i));
            } else if (c == '/') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        names.removeIf(String::isEmpty);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("/", "\\/");
    }
}
