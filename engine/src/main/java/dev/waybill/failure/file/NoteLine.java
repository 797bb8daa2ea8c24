package dev.waybill.failure.file;

import dev.waybill.failure.Decision;
import dev.waybill.failure.FailureNote;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A note about a parked record as one line of JSON; the value that somebody wrote is in it, in Base64. */
public final class NoteLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VALUE = "value_base64";

    private NoteLine() {}

    /** Without a line end. */
    public static String write(FailureNote note) {
        var line = JSON.createObjectNode()
                .put("at", note.at().toString())
                .put("event", wordFor(note.decision()))
                .put("mark", note.mark())
                .put("who", note.who())
                .put("reason", note.reason());
        if (note.decision() instanceof Decision.Edited edited) {
            byte[] value = edited.value();
            line.put(VALUE, value == null ? null : Base64.getEncoder().encodeToString(value));
        }
        return JSON.writeValueAsString(line);
    }

    /** The word for a decision, in files and for a person. */
    public static String wordFor(Decision decision) {
        if (decision instanceof Decision.Edited) {
            return "edited";
        } else if (decision instanceof Decision.Restored) {
            return "restored";
        } else if (decision instanceof Decision.Kept) {
            return "kept";
        } else if (decision instanceof Decision.Freed) {
            return "freed";
        } else {
            throw new AssertionError(decision);
        }
    }

    /**
     * What a line says.
     *
     * @throws IllegalArgumentException with a reason for a person, if it is no note
     */
    public static FailureNote read(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            return new FailureNote(
                    line.path("mark").asString(""),
                    Instant.parse(line.path("at").asString("")),
                    line.path("who").asString(""),
                    line.path("reason").asString(""),
                    decision(line));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("expected a note about a parked record: " + e.getMessage(), e);
        }
    }

    private static Decision decision(JsonNode line) {
        String word = line.path("event").asString("");
        return switch (word) {
            case "edited" ->
                new Decision.Edited(
                        line.path(VALUE).isString()
                                ? Base64.getDecoder().decode(line.path(VALUE).stringValue())
                                : null);
            case "restored" -> new Decision.Restored();
            case "kept" -> new Decision.Kept();
            case "freed" -> new Decision.Freed();
            default ->
                throw new IllegalArgumentException(
                        "event: expected edited, restored, kept or freed, got \"" + word + '"');
        };
    }
}
