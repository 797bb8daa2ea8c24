package dev.waybill.server.console;

import dev.waybill.server.http.Refusal;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What can be wrong with a service of the local stack, on purpose. */
enum Fault {
    NONE("works", "{}"),
    DOWN("down: connections end without an answer", "{\"down\":true}"),
    SLOW("slow: every answer takes 2 s", "{\"slow\":2000}"),
    FAIL("fails: one request of five is answered 500", "{\"fail\":20}"),
    /** Somebody set its switches by hand. */
    OTHER("something else", ""),
    /** It does not answer. */
    AWAY("does not answer", ""),
    NO_SWITCH("", "");

    private final String words;
    private final String json;

    Fault(String words, String json) {
        this.words = words;
        this.json = json;
    }

    String words() {
        return words;
    }

    String json() {
        return json;
    }

    /** As a form sends it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isChoice() {
        return this == NONE || this == DOWN || this == SLOW || this == FAIL;
    }

    static Fault of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(fault -> fault.isChoice() && fault.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.wrong("fault", String.valueOf(code), "none, down, slow or fail"));
    }

    /** As a service says it. */
    static Fault in(JsonNode switches) {
        boolean isDown =
                switches.path("down").asBoolean(false) || switches.path("down").asInt(0) == 1;
        int slow = switches.path("slow").asInt(0);
        int fail = switches.path("fail").asInt(0);
        int lost = switches.path("lost").asInt(0);
        if (isDown) {
            return DOWN;
        }
        if (slow == 0 && fail == 0 && lost == 0) {
            return NONE;
        }
        if (lost == 0 && slow == 2_000 && fail == 0) {
            return SLOW;
        }
        return lost == 0 && slow == 0 && fail == 20 ? FAIL : OTHER;
    }
}
