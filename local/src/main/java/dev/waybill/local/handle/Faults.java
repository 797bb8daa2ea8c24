package dev.waybill.local.handle;

import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes wrong on purpose.
 *
 * @param down connections are closed without an answer, nothing is applied
 * @param slow milliseconds every answer is held back
 * @param fail percent of requests that are answered with {@code status}, nothing applied
 * @param retryAfter seconds, sent with a failing answer
 * @param lost percent of requests that are applied, then closed without an answer
 */
public record Faults(boolean down, int slow, int fail, int status, OptionalInt retryAfter, int lost) {
    /** All is well. */
    public static final Faults NONE = new Faults(false, 0, 0, 500, OptionalInt.empty(), 0);

    private static final List<String> NAMES = List.of("down", "slow", "fail", "status", "retryAfter", "lost");

    public Faults {
        if (slow < 0 || !isPercent(fail) || !isPercent(lost) || status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "expected slow of 0 or more milliseconds, fail and lost from 0 to 100 percent, status from 400 to 599");
        }
    }

    public static Faults isDown() {
        return new Faults(true, 0, 0, 500, OptionalInt.empty(), 0);
    }

    public static Faults slowBy(int milliseconds) {
        return new Faults(false, milliseconds, 0, 500, OptionalInt.empty(), 0);
    }

    public static Faults failing(int percent, int status, OptionalInt retryAfter) {
        return new Faults(false, 0, percent, status, retryAfter, 0);
    }

    public static Faults losing(int percent) {
        return new Faults(false, 0, 0, 500, OptionalInt.empty(), percent);
    }

    static Faults parse(JsonNode json) {
        if (!json.isObject() || !NAMES.containsAll(json.propertyNames())) {
            throw new IllegalArgumentException(
                    "expected an object with some of " + NAMES + ", got " + Json.shown(json));
        }
        return new Faults(
                json.path("down").asBoolean(false),
                json.path("slow").asInt(0),
                json.path("fail").asInt(0),
                json.path("status").asInt(NONE.status),
                json.has("retryAfter") ? OptionalInt.of(json.path("retryAfter").asInt()) : OptionalInt.empty(),
                json.path("lost").asInt(0));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("down", down).put("slow", slow).put("fail", fail).put("status", status);
        retryAfter.ifPresent(seconds -> json.put("retryAfter", seconds));
        return json.put("lost", lost);
    }

    private static boolean isPercent(int value) {
        return value >= 0 && value <= 100;
    }
}
