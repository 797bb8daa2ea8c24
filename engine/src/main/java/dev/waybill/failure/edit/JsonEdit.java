package dev.waybill.failure.edit;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One member of a JSON value gets another content.
 *
 * @param pointer where it is, as RFC 6901 has it: {@code /data/items/0/id}; what leads to it must be there
 * @param content JSON, or else a text as it is
 */
public record JsonEdit(JsonPointer pointer, String content) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Of {@code /pointer=content}.
     *
     * @throws IllegalArgumentException with a reason for a person, if it is none
     */
    public static JsonEdit parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || text.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "expected a place in the JSON and its content, such as /data/version=2, got \"" + text + '"');
        }
        return new JsonEdit(JsonPointer.compile(text.substring(0, equals)), text.substring(equals + 1));
    }

    /**
     * {@code value} with all of these edits, one after the other.
     *
     * @throws IllegalArgumentException with a reason for a person, if it is no JSON, or a place is not there
     */
    public static byte[] apply(byte[] value, List<JsonEdit> edits) {
        JsonNode root;
        try {
            root = JSON.readTree(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the value is no JSON: " + e.getOriginalMessage(), e);
        }
        edits.forEach(edit -> edit.apply(root));
        return JSON.writeValueAsBytes(root);
    }

    private void apply(JsonNode root) {
        JsonNode parent = root.at(pointer.head());
        JsonPointer last = pointer.last();
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), node());
        } else if (parent instanceof ArrayNode array && isIndexOf(array, last)) {
            array.set(last.getMatchingIndex(), node());
        } else {
            throw new IllegalArgumentException(pointer + ": there is no such place in the value");
        }
    }

    private static boolean isIndexOf(ArrayNode array, JsonPointer last) {
        return last.getMatchingIndex() >= 0 && last.getMatchingIndex() < array.size();
    }

    private JsonNode node() {
        try {
            return JSON.readTree(content);
        } catch (JacksonException e) {
            return StringNode.valueOf(content);
        }
    }
}
