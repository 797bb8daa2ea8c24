package dev.waybill.local.handle;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One value from JSON and back, taking and refusing what the vendor's codec takes and refuses. */
final class ValueCodec {
    private static final int PERMISSION_BITS = 4;
    private static final int ADMIN_READ = 0b1000;

    private ValueCodec() {}

    /** @param now the timestamp of a value that brings none */
    static StoredValue decode(JsonNode json, Instant now) {
        if (!json.isObject()) {
            throw new Refusal(Code.INVALID_VALUE, "expected a value to be a JSON object, got " + Json.shown(json));
        }
        int index = Json.number(json, "index");
        String type = Json.text(json, "type");
        byte[] data = DataForms.decode(json.path("data"));
        JsonNode ttl = json.path("ttl");
        return new StoredValue(
                index,
                type,
                data,
                ttl(ttl),
                ttl.isString(),
                json.has("permissions") ? permissions(Json.text(json, "permissions")) : StoredValue.DEFAULT_PERMISSIONS,
                json.has("timestamp") ? instant(Json.text(json, "timestamp")) : now.truncatedTo(ChronoUnit.SECONDS),
                json.has("references") ? ListForm.references(json.path("references")) : List.of());
    }

    static ObjectNode encode(StoredValue value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("index", value.index());
        json.put("type", value.type());
        json.set("data", DataForms.encode(value.type(), value.data()));
        if (value.permissions() != StoredValue.DEFAULT_PERMISSIONS) {
            json.put("permissions", AdminForm.text(value.permissions(), PERMISSION_BITS));
        }
        if (value.absoluteTtl()) {
            json.put("ttl", Instant.ofEpochSecond(value.ttl()).toString());
        } else {
            json.put("ttl", value.ttl());
        }
        json.put("timestamp", value.timestamp().toString());
        if (!value.references().isEmpty()) {
            json.set("references", ListForm.toJson(value.references()));
        }
        return json;
    }

    private static long ttl(JsonNode ttl) {
        if (ttl.isMissingNode()) {
            return StoredValue.DEFAULT_TTL;
        }
        if (ttl.isNumber()) {
            BigDecimal seconds = ttl.decimalValue();
            return seconds.intValue();
        }
        if (ttl.isString()) {
            return instant(ttl.asString()).getEpochSecond();
        }
        throw new Refusal(Code.INVALID_VALUE, "expected \"ttl\" to be seconds or a date, got " + Json.shown(ttl));
    }

    /** The administrator can always read; fewer than four characters say nothing. */
    private static int permissions(String text) {
        return text.length() < PERMISSION_BITS
                ? StoredValue.DEFAULT_PERMISSIONS
                : AdminForm.bits(text, PERMISSION_BITS) | ADMIN_READ;
    }

    private static Instant instant(String text) {
        try {
            Instant instant = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return instant.truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw new Refusal(
                    Code.INVALID_VALUE, "expected a date such as \"2030-01-01T00:00:00Z\", got \"" + text + "\"");
        }
    }
}
