package dev.waybill.failure.file;

import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.ParkedIds;
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
        infos.put("id", parked.id());
        infos.put("class", parked.failure().failureClass().name().toLowerCase(java.util.Locale.ROOT));
        infos.put("reason", parked.failure().reason());
        infos.put("fingerprint", parked.fingerprint());
        infos.put("step", parked.step());
        infos.put("parked_at", parked.at().truncatedTo(ChronoUnit.MILLIS).toString());
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
     * What a line says.
     *
     * @param file stands for the topic in lines that do not say where they came from
     * @throws IllegalArgumentException with a reason for a person, if the line is none
     */
    static FailureEntry read(String text, String file, long lineNumber) {
        ObjectNode line = parse(text);
        JsonNode infos = line.path(INFOS);
        byte[] original = infos.path(VALUE).isString() ? decoded(infos.path(VALUE)) : null;
        boolean isAsParked = infos.has(VALUE) && isUntouched(line, original);
        var record = new KafkaRecord(
                infos.path("topic").asString(file),
                infos.path("partition").asInt(0),
                infos.path("offset").asLong(lineNumber),
                infos.path("timestamp").asLong(0),
                key(line, infos),
                isAsParked ? original : JSON.writeValueAsBytes(withoutAdded(line)),
                headers(infos),
                retries(line, infos));
        var said = new LineInfos(line, infos);
        var parked = new ParkedRecord(record, said.failure(), said.attempts(), said.at(), said.step());
        String id = infos.has("topic") ? parked.id() : ParkedIds.ofText(text);
        String mark = isAsParked ? id : ParkedIds.ofText(text);
        String fingerprint = infos.path("fingerprint").asString(parked.fingerprint());
        return new FailureEntry(id, mark, fingerprint, parked, file + ":" + lineNumber);
    }

    private static int retries(ObjectNode line, JsonNode infos) {
        JsonNode retries = infos.isObject() && infos.has("retries") ? infos.path("retries") : line.path("retries");
        if (!retries.isMissingNode() && !retries.canConvertToInt()) {
            throw new IllegalArgumentException("retries: expected a whole number, got " + retries);
        }
        return retries.asInt(0);
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.stringValue());
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

    /** Whether the message is still the one that was parked: nobody mended it. */
    private static boolean isUntouched(ObjectNode line, byte @Nullable [] original) {
        ObjectNode message = withoutAdded(line);
        return objectIn(original).map(o -> withoutAdded(o).equals(message)).orElse(message.isEmpty());
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
        return encoded.isString() ? decoded(encoded) : null;
    }
}
