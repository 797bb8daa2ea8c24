package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the caller. */
record Answer(int status, String contentType, Payload payload, Map<String, String> headers) {
    /** The body of an answer: so many bytes, written when they are wanted. */
    interface Payload {
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    static Answer json(JsonNode body) {
        return json(200, body);
    }

    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", bytes(Json.MAPPER.writeValueAsBytes(body)), Map.of());
    }

    static Answer message(String text) {
        return json(Json.MAPPER.createObjectNode().put("message", text));
    }

    static Answer refused(Refusal refusal) {
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("message", refusal.reason()).put("type", refusal.type());
        if (!refusal.field().isEmpty()) {
            body.put("field", refusal.field());
        }
        return json(refusal.status(), body);
    }

    static Answer noSuchRoute() {
        String page = "<h2>404 Not Found</h2>\n<p>Nothing matches the given URI</p>\n";
        return new Answer(404, "text/html", bytes(page.getBytes(UTF_8)), Map.of());
    }

    static Answer failure(int status) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("message", "a fault switch is on")
                .put("type", "internal");
        return json(status, body);
    }

    Answer withHeaders(Map<String, String> others) {
        return new Answer(status, contentType, payload, others);
    }

    private static Payload bytes(byte[] content) {
        return new Payload() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }
}
