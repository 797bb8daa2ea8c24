package dev.waybill.heartbeat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of one heartbeat; names and order as the consumers of OpenMSIStream have them. */
final class BeatText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.shared();

    private BeatText() {}

    static String of(Instant at, Counts since) {
        var node = JSON.createObjectNode();
        node.put("timestamp", TIME.format(at));
        node.put("n_messages_read", since.messagesRead());
        node.put("n_messages_processed", since.messagesProcessed());
        node.put("n_bytes_read", since.bytesRead());
        node.put("n_bytes_processed", since.bytesProcessed());
        return JSON.writeValueAsString(node);
    }
}
