package dev.waybill.heartbeat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of one heartbeat, with the time as the programs of OpenMSIStream have it. */
final class BeatText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.shared();

    private BeatText() {}

    /**
     * The text.
     *
     * @param now counts since the run began
     * @param before the same at the last heartbeat; empty before the first
     */
    static String of(Instant at, Map<String, Long> now, Map<String, Long> before) {
        var node = JSON.createObjectNode();
        node.put("timestamp", TIME.format(at));
        now.forEach((name, count) -> node.put(name, count - before.getOrDefault(name, 0L)));
        return JSON.writeValueAsString(node);
    }
}
