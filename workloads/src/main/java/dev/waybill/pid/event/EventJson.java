package dev.waybill.pid.event;

import static dev.waybill.failure.DeliveryException.poison;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of an event as a JSON object, or a refusal that says at which byte, line or column they are none. */
final class EventJson {
    static final int DEEPEST = 100;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            // Of two members with one name all but the last would vanish, and with them a file.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventJson() {}

    static ObjectNode parse(byte @Nullable [] value) {
        if (value == null) {
            throw poison("value: expected a publication event, got null (a tombstone);"
                    + " to withdraw a dataset send an event with the method DELETE");
        }
        var json = read(decode(value));
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw poison("value: expected a JSON object, got " + Shown.json(json));
    }

    private static CharBuffer decode(byte[] value) {
        var bytes = ByteBuffer.wrap(value);
        var chars = CharBuffer.allocate(value.length);
        var result = UTF_8.newDecoder().decode(bytes, chars, true);
        if (result.isError()) {
            throw poison("value: expected UTF-8, got the byte 0x%02x at position %d of %d, which is none"
                    .formatted(value[bytes.position()], bytes.position(), value.length));
        }
        return chars.flip();
    }

    /** Nothing where there is nothing but blanks. */
    private static @Nullable JsonNode read(CharBuffer text) {
        try (var parser = MAPPER.createParser(text.array(), 0, text.length())) {
            return MAPPER.readTree(parser);
        } catch (JacksonException e) {
            throw poison(
                    "value: expected JSON, got" + place(e.getLocation()) + ": " + Shown.text(e.getOriginalMessage()));
        }
    }

    private static String place(@Nullable TokenStreamLocation at) {
        return at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }
}
