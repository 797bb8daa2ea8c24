package dev.waybill.pid.patch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A change to a JSON document, in one of the two forms that are sent. */
public sealed interface ItemPatch {
    /**
     * The changed document; {@code document} itself stays as it is.
     *
     * @throws PatchException where the patch does not fit
     */
    JsonNode applyTo(JsonNode document);

    /** RFC 6902: operations in order, all or none. */
    record Operations(List<Operation> operations) implements ItemPatch {
        public Operations {
            operations = List.copyOf(operations);
        }

        @Override
        public JsonNode applyTo(JsonNode document) {
            var result = document.deepCopy();
            for (int i = 0; i < operations.size(); i++) {
                try {
                    result = operations.get(i).applyTo(result);
                } catch (PatchException e) {
                    throw new PatchException("[" + i + "]" + e.getMessage());
                }
            }
            return result;
        }
    }

    /** RFC 7386: a partial document, in which null removes. */
    record Merge(ObjectNode partial) implements ItemPatch {
        @Override
        public JsonNode applyTo(JsonNode document) {
            return MergePatch.merge(document, partial);
        }
    }

    /** Reads {@code [operations]}, <code>{"operations": [operations]}</code>, or any other object as a merge patch. */
    static ItemPatch of(JsonNode json) {
        if (json instanceof ArrayNode array) {
            return operations(array, "");
        }
        if (!(json instanceof ObjectNode object)) {
            throw new PatchException(": expected a list of operations or a partial item, got " + json.getNodeType());
        }
        var operations = object.get("operations");
        if (operations == null) {
            return new Merge(object);
        }
        if (operations instanceof ArrayNode array) {
            return operations(array, ".operations");
        }
        throw new PatchException(".operations: expected a list, got " + operations.getNodeType());
    }

    private static Operations operations(ArrayNode array, String path) {
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < array.size(); i++) {
            try {
                operations.add(Operation.of(array.get(i)));
            } catch (PatchException e) {
                throw new PatchException(path + "[" + i + "]" + e.getMessage());
            }
        }
        return new Operations(operations);
    }
}
