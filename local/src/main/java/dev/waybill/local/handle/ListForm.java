package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The data of an {@code HS_VLIST} value: pointers to values of other handles. */
final class ListForm {
    static final String FORMAT = "vlist";
    static final String TYPE = "HS_VLIST";

    private ListForm() {}

    static List<StoredValue.Reference> references(JsonNode array) {
        if (!array.isArray()) {
            throw new Refusal(Code.INVALID_VALUE, "expected an array of references, got " + Json.shown(array));
        }
        var references = new ArrayList<StoredValue.Reference>();
        for (JsonNode entry : array) {
            references.add(new StoredValue.Reference(Json.text(entry, "handle"), Json.number(entry, "index")));
        }
        return references;
    }

    static byte[] encode(List<StoredValue.Reference> references) {
        int size = 4
                + references.stream()
                        .mapToInt(StoredValue.Reference::encodedSize)
                        .sum();
        ByteBuffer buffer = ByteBuffer.allocate(size).putInt(references.size());
        for (StoredValue.Reference reference : references) {
            byte[] handle = reference.handle().getBytes(UTF_8);
            buffer.putInt(handle.length).put(handle).putInt(reference.index());
        }
        return buffer.array();
    }

    /** Empty where the bytes are no such list. */
    static Optional<ArrayNode> decode(byte[] data) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        var references = new ArrayList<StoredValue.Reference>();
        int count = buffer.remaining() < 4 ? -1 : buffer.getInt();
        for (int i = 0; i < count; i++) {
            int length = buffer.remaining() < 8 ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 4) {
                return Optional.empty();
            }
            byte[] handle = new byte[length];
            buffer.get(handle);
            references.add(new StoredValue.Reference(new String(handle, UTF_8), buffer.getInt()));
        }
        return count < 0 || buffer.hasRemaining() ? Optional.empty() : Optional.of(toJson(references));
    }

    static ArrayNode toJson(List<StoredValue.Reference> references) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (StoredValue.Reference reference : references) {
            array.addObject().put("handle", reference.handle()).put("index", reference.index());
        }
        return array;
    }
}
