package dev.waybill.failure.file;

import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a failure file.
 *
 * <p>A line is the record's value, where that is a JSON object, with {@code failure_timestamp} and {@code retries} beside
 * its own members, and {@code __infos__} with everything else: reason, class, position, key, headers and, byte for byte,
 * the original value in Base64. So a line can be read and mended with any editor, and still proves what came. Lines that
 * Piddiplatsch wrote, with or without {@code __infos__}, are understood.
 */
final class FailureLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final String INFOS = "__infos__";
    private static final String VALUE = "value_base64";
    private static final Set<String> ADDED = Set.of("failure_timestamp", "retries", INFOS);

    private FailureLine() {}

    static String write(ParkedRecord parked) {
        KafkaRecord record = parked.record();
        ObjectNode line = objectIn(record.value()).orElseGet(JSON::createObjectNode);
        String at = parked.at().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
        line.put("failure_timestamp", at);
        line.put("retries", record.attempt());
        ObjectNode infos = line.putObject(INFOS);
        infos.put("failure_timestamp", at);
        infos.put("retries", record.attempt());
        infos.put("class", parked.failure().failureClass().name().toLowerCase(java.util.Locale.ROOT));
        infos.put("reason", parked.failure().reason());
        infos.put("attempts", parked.attempts());
        infos.put("topic", record.topic());
        infos.put("partition", record.partition());
        infos.put("offset", record.offset());
        infos.put("timestamp", record.timestamp());
        putBytes(infos, "key", record.key());
        var headers = infos.putArray("headers");
        for (Header header : record.headers()) {
            putBytes(headers.addObject().put("name", header.name()), "value", header.value());
        }
        infos.put(VALUE, record.value() == null ? null : BASE64.encodeToString(record.value()));
        return JSON.writeValueAsString(line);
    }

    private static Optional<ObjectNode> objectIn(byte @Nullable [] value) {
        if (value == null || text(value).isEmpty()) {
            return Optional.empty();
        }
        try {
            return JSON.readTree(value) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Bytes as text where they are UTF-8, else in Base64 under another name. */
    private static void putBytes(ObjectNode node, String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            node.putNull(name);
        } else if (text(bytes).isPresent()) {
            node.put(name, text(bytes).get());
        } else {
            node.put(name + "_base64", BASE64.encodeToString(bytes));
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The record of a line, ready to be delivered once more: its attempt is one higher than the line says.
     *
     * @param topic names the line's file, for lines that do not say where they came from
     * @throws IllegalArgumentException with a reason for a person, if the line is none
     */
    static KafkaRecord read(String text, String topic, long lineNumber) {
        ObjectNode line = parse(text);
        JsonNode infos = line.path(INFOS);
        JsonNode retries = infos.isObject() && infos.has("retries") ? infos.path("retries") : line.path("retries");
        if (!retries.isMissingNode() && !retries.canConvertToInt()) {
            throw new IllegalArgumentException("retries: expected a whole number, got " + retries);
        }
        return new KafkaRecord(
                infos.path("topic").asString(topic),
                infos.path("partition").asInt(0),
                infos.path("offset").asLong(lineNumber),
                infos.path("timestamp").asLong(0),
                key(line, infos),
                value(line, infos),
                headers(infos),
                retries.asInt(0) + 1);
    }

    private static ObjectNode parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    "not JSON" + (at == null ? "" : " at column " + at.getColumnNr()) + ": " + e.getOriginalMessage());
        }
        throw new IllegalArgumentException("expected a JSON object");
    }

    private static byte @Nullable [] key(ObjectNode line, JsonNode infos) {
        if (infos.has("topic")) {
            return bytes(infos, "key");
        }
        for (String member : List.of("key", "id")) { // where Piddiplatsch looked for the key, in this order
            if (line.path(member).isString()) {
                return line.path(member).stringValue().getBytes(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The original bytes; or the line's own message, if somebody mended it. */
    private static byte @Nullable [] value(ObjectNode line, JsonNode infos) {
        byte[] original = infos.path(VALUE).isString()
                ? Base64.getDecoder().decode(infos.path(VALUE).stringValue())
                : null;
        ObjectNode message = withoutAdded(line);
        boolean isUntouched =
                objectIn(original).map(o -> withoutAdded(o).equals(message)).orElse(message.isEmpty());
        boolean isOurs = infos.has(VALUE);
        return isOurs && isUntouched ? original : JSON.writeValueAsBytes(message);
    }

    private static ObjectNode withoutAdded(ObjectNode line) {
        ObjectNode message = line.deepCopy();
        message.remove(ADDED);
        return message;
    }

    private static List<Header> headers(JsonNode infos) {
        var headers = new ArrayList<Header>();
        for (JsonNode header : infos.path("headers")) {
            headers.add(new Header(header.path("name").asString(""), bytes(header, "value")));
        }
        return List.copyOf(headers);
    }

    private static byte @Nullable [] bytes(JsonNode node, String name) {
        if (node.path(name).isString()) {
            return node.path(name).stringValue().getBytes(StandardCharsets.UTF_8);
        }
        JsonNode encoded = node.path(name + "_base64");
        return encoded.isString() ? Base64.getDecoder().decode(encoded.stringValue()) : null;
    }
}
