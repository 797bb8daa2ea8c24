package dev.waybill.server.pipelines;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The form in which a process answers. Immutable. */
final class AnswerJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private AnswerJson() {}

    /**
     * Reads it.
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    static Answer read(byte[] json) {
        return JSON.readValue(json, Answer.class);
    }
}
