package dev.waybill.pid.patch;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of RFC 6902.
 *
 * <p>It departs from the RFC in one point: removing what is not there is done already, not an error. A patch arrives
 * at least once, and the service that hands out the document may have applied it before.
 */
public sealed interface Operation {
    Set<String> NAMES = Set.of("add", "remove", "replace", "move", "copy", "test");

    /** Changes and returns {@code document}, or returns another that takes its place. */
    JsonNode applyTo(JsonNode document);

    record Add(Pointer path, JsonNode value) implements Operation {
        @Override
        public JsonNode applyTo(JsonNode document) {
            return path.add(document, value.deepCopy());
        }
    }

    record Remove(Pointer path) implements Operation {
        @Override
        public JsonNode applyTo(JsonNode document) {
            return path.find(document).isPresent() ? path.remove(document) : document;
        }
    }

    record Replace(Pointer path, JsonNode value) implements Operation {
        @Override
        public JsonNode applyTo(JsonNode document) {
            path.require(document, "path");
            return path.replace(document, value.deepCopy());
        }
    }

    record Move(Pointer from, Pointer path) implements Operation {
        @Override
        public JsonNode applyTo(JsonNode document) {
            var moved = from.require(document, "from");
            if (from.equals(path)) {
                return document;
            }
            if (path.isBelow(from)) {
                throw new PatchException(".path: expected a place outside of what is moved, got \"" + path + "\"");
            }
            return path.add(from.remove(document), moved);
        }
    }

    record Copy(Pointer from, Pointer path) implements Operation {
        @Override
        public JsonNode applyTo(JsonNode document) {
            return path.add(document, from.require(document, "from").deepCopy());
        }
    }

    record Test(Pointer path, JsonNode value) implements Operation {
        @Override
        public JsonNode applyTo(JsonNode document) {
            if (!JsonEquality.areEqual(path.require(document, "path"), value)) {
                throw new PatchException(": the document differs from what is tested at \"" + path + "\"");
            }
            return document;
        }
    }

    static Operation of(@Nullable JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new PatchException(": expected an operation, which is an object");
        }
        var op = text(object, "op");
        if (!NAMES.contains(op)) {
            throw new PatchException(".op: expected add, remove, replace, move, copy or test, got \"" + op + "\"");
        }
        var path = pointer(object, "path");
        return switch (op) {
            case "add" -> new Add(path, value(object));
            case "remove" -> new Remove(path);
            case "replace" -> new Replace(path, value(object));
            case "move" -> new Move(pointer(object, "from"), path);
            case "copy" -> new Copy(pointer(object, "from"), path);
            default -> new Test(path, value(object));
        };
    }

    private static Pointer pointer(ObjectNode object, String name) {
        return Pointer.of(text(object, name), name);
    }

    private static String text(ObjectNode object, String name) {
        var node = object.get(name);
        if (node == null || !node.isString()) {
            throw new PatchException("." + name + ": expected a text, got " + (node == null ? "nothing" : node));
        }
        return node.stringValue();
    }

    private static JsonNode value(ObjectNode object) {
        var value = object.get("value");
        if (value == null) {
            throw new PatchException(".value: expected a value, got nothing");
        }
        return value;
    }
}
