package dev.waybill.failure.file;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** What a line says about the failure, as far as it says anything: lines of Piddiplatsch know neither class nor step. */
record LineInfos(JsonNode line, JsonNode infos) {
    Failure failure() {
        return new Failure(failureClass(), infos.path("reason").asString(""), null, null);
    }

    private FailureClass failureClass() {
        String said = infos.path("class").asString("");
        return Arrays.stream(FailureClass.values())
                .filter(known -> known.name().equalsIgnoreCase(said))
                .findFirst()
                .orElse(FailureClass.BUG);
    }

    int attempts() {
        return infos.path("attempts").asInt(0);
    }

    String step() {
        return infos.path("step").asString("");
    }

    /** The beginning of time, where a line does not say when it was written. */
    Instant at() {
        String said = infos.path("parked_at")
                .asString(infos.path("failure_timestamp")
                        .asString(line.path("failure_timestamp").asString("")));
        try {
            return OffsetDateTime.parse(said).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
