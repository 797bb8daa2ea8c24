package dev.waybill.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the caller. */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public static Answer text(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(UTF_8), Map.of());
    }

    static Answer json(int status, Object body) {
        return text(status, "application/json", body.toString());
    }

    public Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, contentType, body, all);
    }
}
