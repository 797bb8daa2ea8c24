package dev.waybill.pipeline;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads the values of records as JSON. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** A step that reads the value of a record as {@code type}; what cannot be read so is poison, null included. Thread-safe. */
    public static <T> Function<KafkaRecord, T> json(Class<T> type) {
        return record -> {
            byte[] value = record.value();
            if (value == null) {
                throw DeliveryException.poison("no value, expected JSON for " + type.getSimpleName());
            }
            try {
                T read = MAPPER.readValue(value, type);
                if (read == null) {
                    throw DeliveryException.poison(
                            "the value is null (the JSON literal null), expected JSON for " + type.getSimpleName());
                }
                return read;
            } catch (JacksonException e) {
                throw DeliveryException.poison(
                        "no JSON for " + type.getSimpleName() + ": " + e.getOriginalMessage() + " at " + place(e));
            }
        };
    }

    private static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "an unknown place" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
