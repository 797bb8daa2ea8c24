package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Every exchange recorded with Girder 5.0.14, asked of this service in the same order. */
@Timeout(300)
final class RecordedExchangesTest {
    private static final Map<String, String> BODIES = Map.of(
            "metadata bad json", "{oops",
            "POST file one-shot (urlencoded content type? no)", "hello girder");
    private static final Map<String, String> HEADERS =
            Map.of("download range", "bytes=2-4", "no token", "", "bad token", "wrong", "bad token post", "wrong");

    private final Likeness likeness = new Likeness();

    @Test
    void theServiceAnswersAsTheRealOneDid() throws Exception {
        Optional<JsonNode> exchanges = Recorded.exchanges();
        assumeTrue(exchanges.isPresent());
        try (var service = GirderService.start()) {
            var caller = Caller.administrator(service);

            for (JsonNode exchange : exchanges.get()) {
                replay(exchange, caller, service);
            }
        }
    }

    private void replay(JsonNode exchange, Caller administrator, GirderService service) throws Exception {
        String label = exchange.path("label").asString();
        Caller caller =
                label.contains("token") ? new Caller(service.uri(), HEADERS.getOrDefault(label, "")) : administrator;
        if (exchange.has("client_saw")) {
            assertThatThrownBy(() -> send(exchange, label, caller, service))
                    .as(label)
                    .isInstanceOf(IOException.class);
            return;
        }

        Caller.Reply reply = send(exchange, label, caller, service);

        assertThat(reply.status())
                .as(label + ": " + reply.text())
                .isEqualTo(exchange.path("status").asInt());
        assertThat(reply.contentType())
                .as(label)
                .isEqualTo(exchange.path("content_type").asString());
        boolean isJustLongerThere = label.equals("list collections") || label.equals("create api key");
        if (!isJustLongerThere && reply.status() != 404) {
            assertThat(likeness.difference(label, exchange.path("response"), reply.json()))
                    .isEmpty();
        }
    }

    private Caller.Reply send(JsonNode exchange, String label, Caller caller, GirderService service)
            throws IOException, InterruptedException {
        var query = new TreeMap<String, String>();
        exchange.path("query").forEachEntry((name, value) -> {
            String secret = label.equals("settings default") ? "core.upload_minimum_chunk_size" : service.apiKey();
            query.put(name, likeness.translated(value.asString()).replace("<secret>", secret));
        });
        String path = likeness.translated(exchange.path("path").asString()) + Caller.query(query);
        String range = label.equals("download range") ? HEADERS.getOrDefault(label, "") : "";
        String type = exchange.path("request_headers").path("Content-Type").asString("");
        String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
        return caller.send(
                exchange.path("method").asString(),
                path,
                body(exchange, label, service),
                range.isEmpty() ? headers : new String[] {"Range", range});
    }

    private static byte[] body(JsonNode exchange, String label, GirderService service) {
        if (exchange.has("request_json")) {
            return Json.MAPPER.writeValueAsBytes(exchange.path("request_json"));
        }
        if (exchange.has("request_form")) {
            return ("key=" + service.apiKey()).getBytes(UTF_8);
        }
        if (BODIES.containsKey(label)) {
            return BODIES.getOrDefault(label, "").getBytes(UTF_8);
        }
        String type = exchange.path("request_headers").path("Content-Type").asString("");
        return new byte
                [type.startsWith("multipart")
                        ? 145
                        : exchange.path("request_body_bytes").asInt(0)];
    }
}
