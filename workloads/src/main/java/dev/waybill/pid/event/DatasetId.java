package dev.waybill.pid.event;

import dev.waybill.record.KafkaRecord;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Which dataset a record is about, read without building the event: what records are ordered by. Never fails; a record
 * that says nothing is ordered by its key.
 */
public final class DatasetId {
    private DatasetId() {}

    public static String of(KafkaRecord record) {
        var value = record.value();
        if (value == null) {
            return record.keyText();
        }
        try (var parser = EventJson.MAPPER.createParser(value)) {
            parser.nextToken();
            return enter(parser, "data")
                    .flatMap(data -> enter(data, "payload"))
                    .flatMap(DatasetId::ofPayload)
                    .filter(id -> !id.isBlank())
                    .orElseGet(record::keyText);
        } catch (JacksonException notJson) {
            return record.keyText();
        }
    }

    private static Optional<String> ofPayload(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals("item_id") && token == JsonToken.VALUE_STRING) {
                return Optional.of(parser.getString());
            }
            if (name.equals("item") && token == JsonToken.START_OBJECT) {
                return enterValue(parser, "id")
                        .filter(id -> id == JsonToken.VALUE_STRING)
                        .map(id -> parser.getString());
            }
            parser.skipChildren();
        }
        return Optional.empty();
    }

    /** Moves on into the member of that name, if it is an object. */
    private static Optional<JsonParser> enter(JsonParser parser, String name) {
        return enterValue(parser, name)
                .filter(token -> token == JsonToken.START_OBJECT)
                .map(token -> parser);
    }

    /** Moves on to the first token of the member of that name. */
    private static Optional<JsonToken> enterValue(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var found = parser.currentName().equals(name);
            var token = parser.nextToken();
            if (found) {
                return Optional.of(token);
            }
            parser.skipChildren();
        }
        return Optional.empty();
    }
}
